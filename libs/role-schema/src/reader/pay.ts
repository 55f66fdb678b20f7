/** Pay as documents write it: "$55,000 - $85,000", "€ 4.200 bis", "£18/hr", "$ - $" for none. */
import type { PayBand } from '../schema.js';

const symbols: [string, string][] = [
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['C$', 'CAD'],
  ['AU$', 'AUD'],
  ['A$', 'AUD'],
  ['NZ$', 'NZD'],
  ['HK$', 'HKD'],
  ['S$', 'SGD'],
  ['MX$', 'MXN'],
  ['R$', 'BRL'],
  ['$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
  ['₩', 'KRW'],
  ['₪', 'ILS'],
  ['₺', 'TRY'],
  ['₴', 'UAH'],
  ['₦', 'NGN'],
  ['₱', 'PHP'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['Fr.', 'CHF'],
];
const codes = new Set(
  'USD EUR GBP CHF JPY INR CAD AUD NZD SGD HKD SEK NOK DKK PLN CZK HUF RON BGN TRY UAH ILS AED SAR ZAR NGN KES EGP BRL MXN ARS CLP COP PEN CNY KRW TWD THB VND IDR MYR PHP PKR BDT LKR'.split(
    ' ',
  ),
);
const periods: [RegExp, PayBand['period']][] = [
  [/\b(?:per|an|a|each) hour\b|\/ ?(?:hour|hr|h)\b|\bhourly\b|\bp\.?h\.?(?= |$)/i, 'hour'],
  [/\b(?:per|a|each) day\b|\/ ?day\b|\bdaily\b|\bper diem\b/i, 'day'],
  [/\b(?:per|a|each) week\b|\/ ?(?:week|wk)\b|\bweekly\b/i, 'week'],
  [/\b(?:per|a|each) month\b|\/ ?(?:month|mo)\b|\bmonthly\b|\bp\.m\./i, 'month'],
  [/\b(?:per|a|each) (?:year|annum)\b|\/ ?(?:year|yr)\b|\b(?:yearly|annual|annually)\b|\bp\.?a\.?(?= |$)/i, 'year'],
];
const amount = /(\d{1,3}(?:[,.'’ ]\d{2,3}){1,3}(?!\d)|\d{1,9}(?:[.,]\d{1,2}(?!\d))?)(?: ?([kKmM])(?!\p{L}))?/gu;
/** "40 hours a week" says how long one works: it is no sum, and not for how long the sum is. */
const workingHours =
  /\b\d{1,3}(?:[.,]\d)?(?: ?[-–] ?\d{1,3})? ?(?:hours?|hrs?|h|days?)\b(?: (?:per|a|each) (?:week|month|day)|\/ ?(?:week|wk|month|day))?/gi;
/** What may stand between the two ends of a band: a dash or "to", and the currency once more. */
const between = /^[^\d\p{L}]{0,12}(?:\p{L}{1,6}[^\d\p{L}]{1,4})?(?:[-–—]|\bto\b|\band\b|\bbis\b|(?<=\s)à(?=\s))[^\d]{0,12}$/u;
const open = /\b(?:up to|from|starting|at least|min|minimum|max|maximum)\b|\d[kK]?\+/i;
const payLineCharactersMax = 200;
/** Below this a sum without a period is taken for an hour's pay, below the next for a month's. */
const [hourlyBelow, monthlyBelow] = [250, 12_000];

/** `none`: a place for pay that was left empty. `unclear`: a sum, but no band with two ends. */
export type PayReading = { band: PayBand | null; unclear: boolean };

/** Undefined: the text is not about pay. */
export function payOf(text: string): PayReading | undefined {
  const currency = text.length > payLineCharactersMax ? undefined : currencyOf(text);
  if (!currency) return undefined;
  const sums = text.replace(workingHours, '');
  const [first, second] = [...sums.matchAll(amount)];
  if (!first) return /\p{L}{4}/u.test(text) ? undefined : { band: null, unclear: false };
  const isRange = second !== undefined && between.test(sums.slice(first.index + first[0].length, second.index));
  const [max, maxUnit] = isRange ? sumOf(second) : sumOf(first);
  const [sum, unit] = sumOf(first);
  const min = unit === 1 && isRange && sum < maxUnit ? sum * maxUnit : sum;
  if (min > max || min === 0 || (!isRange && open.test(text))) return { band: null, unclear: true };
  return { band: { min, max, currency, period: periodOf(sums, max) }, unclear: false };
}

function sumOf([, digits, unit]: RegExpExecArray): [sum: number, unit: number] {
  const factor = { k: 1000, m: 1_000_000 }[unit?.toLowerCase() ?? ''] ?? 1;
  return [numberOf(digits!) * factor, factor];
}

function currencyOf(text: string): string | undefined {
  const code = text.match(/\b[A-Z]{3}\b/g)?.find((word) => codes.has(word));
  return code ?? symbols.find(([symbol]) => text.includes(symbol))?.[1];
}

/** The last separator is a decimal point when one or two digits follow it; every other separator groups. */
function numberOf(digits: string): number {
  const [, whole, fraction] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits)!;
  return Number(`${whole!.replace(/\D/g, '')}.${fraction ?? 0}`);
}

function periodOf(text: string, sum: number): PayBand['period'] {
  const stated = periods.find(([words]) => words.test(text))?.[1];
  return stated ?? (sum < hourlyBelow ? 'hour' : sum < monthlyBelow ? 'month' : 'year');
}
