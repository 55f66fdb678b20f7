/** Pay of many trades and countries: the currency, the period, and whether there is a band at all. */
import { payOf } from './pay.js';

const band = (min: number, max: number, currency: string, period: string) => ({ band: { min, max, currency, period }, unclear: false });
const leftEmpty = { band: null, unclear: false };
const unclear = { band: null, unclear: true };

describe('the currency', () => {
  it.each([
    ['US$90,000', 'USD'],
    ['CA$90,000', 'CAD'],
    ['C$90,000', 'CAD'],
    ['AU$90,000', 'AUD'],
    ['A$90,000', 'AUD'],
    ['NZ$90,000', 'NZD'],
    ['HK$90,000', 'HKD'],
    ['S$90,000', 'SGD'],
    ['MX$90,000', 'MXN'],
    ['R$90,000', 'BRL'],
    ['$90,000', 'USD'],
    ['€90,000', 'EUR'],
    ['£90,000', 'GBP'],
    ['¥90,000', 'JPY'],
    ['₹90,000', 'INR'],
    ['₩90,000', 'KRW'],
    ['₪90,000', 'ILS'],
    ['₺90,000', 'TRY'],
    ['₴90,000', 'UAH'],
    ['₦90,000', 'NGN'],
    ['₱90,000', 'PHP'],
    ['90 000 zł', 'PLN'],
    ['90 000 Kč', 'CZK'],
    ['90’000 Fr.', 'CHF'],
    ['90,000 SEK', 'SEK'],
    ['$90,000 CAD', 'CAD'],
    ['RN $90,000', 'USD'],
    ['ICU $90,000', 'USD'],
  ])('of "%s" is %s', (text, currency) => {
    expect(payOf(text)).toEqual(band(90_000, 90_000, currency, 'year'));
  });
});

describe('the period', () => {
  it.each([
    ['€300 per hour', 'hour'],
    ['€300 an hour', 'hour'],
    ['€300/hour', 'hour'],
    ['€300 / hr', 'hour'],
    ['€300/h', 'hour'],
    ['€300 hourly', 'hour'],
    ['€300 ph', 'hour'],
    ['€300 p.h.', 'hour'],
    ['€300 ph plus travel', 'hour'],
    ['€90 a day', 'day'],
    ['€90/day', 'day'],
    ['€90 / day', 'day'],
    ['€90 daily', 'day'],
    ['€90 per diem', 'day'],
    ['€90 each week', 'week'],
    ['€90/week', 'week'],
    ['€90/wk', 'week'],
    ['€90 / week', 'week'],
    ['€90 weekly', 'week'],
    ['€90 a month', 'month'],
    ['€90/month', 'month'],
    ['€90/mo', 'month'],
    ['€90 / month', 'month'],
    ['€90 monthly', 'month'],
    ['€90 p.m.', 'month'],
    ['€9,000 per year', 'year'],
    ['€9,000 per annum', 'year'],
    ['€9,000/year', 'year'],
    ['€9,000/yr', 'year'],
    ['€9,000 / yr', 'year'],
    ['€9,000 yearly', 'year'],
    ['Annual pay: €9,000', 'year'],
    ['€9,000 annually', 'year'],
    ['€9,000 pa', 'year'],
    ['€9,000 p.a.', 'year'],
    ['€9,000 pa plus tips', 'year'],
    ['€90,000 with a PhD', 'year'],
    ['Paramedic: €2,500', 'month'],
    ['€70,000 annually (40 hours per week)', 'year'],
    ['€70,000, 38 hours/week', 'year'],
    ['€70,000, 38 hrs a week', 'year'],
    ['€70,000 for 5 days a week', 'year'],
    ['€2,500 (1 day/wk at home)', 'month'],
  ])('of "%s" is the %s', (text, period) => {
    expect(payOf(text)?.band?.period).toBe(period);
  });
});

describe('the two ends', () => {
  it.each([
    ['hours of work before the sum', '40 hours per week, €18 - €21 per hour', band(18, 21, 'EUR', 'hour')],
    ['a range of hours of work', '35–40 h/week: £30,000 to £34,000', band(30_000, 34_000, 'GBP', 'year')],
    ['half hours of work', '38.5 hrs a week, €4.200 - €5.000 a month', band(4200, 5000, 'EUR', 'month')],
    ['hours between sum and period', '$55,000 (40 hours) - $85,000', band(55_000, 85_000, 'USD', 'year')],
    ['"bis"', '€4.200 bis 5.000 per month', band(4200, 5000, 'EUR', 'month')],
    ['"à"', '€30 000 à €35 000 per year', band(30_000, 35_000, 'EUR', 'year')],
    ['cents of a sum that is not grouped', '€4250.50 a month', band(4250.5, 4250.5, 'EUR', 'month')],
    ['a lower end without its thousands', '$60-80K', band(60_000, 80_000, 'USD', 'year')],
    ['only the upper end in thousands', '$80,000 - $90k', band(80_000, 90_000, 'USD', 'year')],
    ['a lower end of just a thousand', '£1,000 - £2k a month', band(1000, 2000, 'GBP', 'month')],
    ['an abbreviated currency before the dash', '80’000 Fr. – 95’000 Fr.', band(80_000, 95_000, 'CHF', 'year')],
    ['a code behind both ends', '55.000 EUR to 65.000 EUR', band(55_000, 65_000, 'EUR', 'year')],
    ['cents by a comma', '3.200,00 – 3.800,00 EUR monthly', band(3200, 3800, 'EUR', 'month')],
    ['a sum that has nothing to do with the first', '$50,000 and a bonus tied to $60,000 of sales', band(50_000, 50_000, 'USD', 'year')],
    ['a later raise', '$50,000 to start, and then $60,000', band(50_000, 50_000, 'USD', 'year')],
    ['a sum with more above it', '$90,000+', unclear],
    ['thousands with more above them', '$90k+', unclear],
    ['a least sum', 'at least $90,000', unclear],
    ['ends the wrong way round', '£40k - £30k', unclear],
    ['a place left empty', '€ – € p.a.', leftEmpty],
    ['a code and no sum', 'EUR', leftEmpty],
    ['a currency in a sentence', 'Counts € and £', undefined],
    ['a sum in a line of just the greatest length', `$30 an hour ${'x'.repeat(188)}`, band(30, 30, 'USD', 'hour')],
    ['a sum in a longer line', `$30 an hour ${'x'.repeat(189)}`, undefined],
  ])('%s: "%s"', (_, text, expected) => {
    expect(payOf(text)).toEqual(expected);
  });
});
