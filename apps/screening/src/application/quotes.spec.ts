/** Evidence is quoted exactly, also beside emoji and in right-to-left text. */
import { quoting } from './quotes.js';

const text = '🚀 Rust at Acme\n2020 – 2024: Go 👩‍🚀 and Kafka\nשלום Go';

it.each([
  [2, 6, 'Rust', '🚀 Rust at Acme'],
  [0, 1, '🚀', '🚀 Rust at Acme'],
  [28, 30, 'Go', '2020 – 2024: Go 👩‍🚀 and Kafka'],
  [50, 52, 'Go', 'שלום Go'],
])('%d to %d is %s', (start, end, quote, line) => expect(quoting(text)({ start, end })).toEqual({ start, end, quote, line }));
