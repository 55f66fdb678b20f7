/** The little that pictures need of SVG beside charts: text, boxes, and how numbers of a unit are written. */

export const ink = { dark: '#1f2933', middle: '#52606d', pale: '#9aa5b1', line: '#dfe4ea', paper: '#ffffff', desk: '#f4f6f8' } as const;
export const good = '#2b8a3e';
export const bad = '#d63939';
export const palette = [
  '#3b6fd4',
  '#e58e26',
  '#2f9e76',
  '#c0479a',
  '#7a5cc9',
  '#0c8599',
  '#b08900',
  '#6b7785',
  '#d9480f',
  '#5f8f1f',
] as const;
const font = 'Helvetica, Arial, sans-serif';

interface Words {
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const words = (x: number, y: number, text: string, { size = 12, fill = ink.dark, bold, anchor = 'start' }: Words = {}): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${bold ? ' font-weight="bold"' : ''}>${escaped(text)}</text>`;

export const box = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${more && ` ${more}`}/>`;

export const picture = (width: number, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">`,
    box(0, 0, width, height, ink.desk),
    ...parts,
    '</svg>\n',
  ].join('\n');

/** What fits in so many pixels, about. */
export const fitted = (text: string, width: number, size = 12): string => {
  const most = Math.floor(width / (size * 0.53));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
};

/** About: nobody knows the reader's letters. */
export const widthOf = (text: string, size = 12): number => text.length * size * 0.55;

const round = (value: number): number => Math.round(value * 10) / 10;

const short = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1e6) return `${trimmed(value / 1e6)} M`;
  if (size >= 1e4) return `${trimmed(value / 1e3)} k`;
  return trimmed(value);
};

const trimmed = (value: number): string => {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4;
  return String(Number(value.toFixed(digits)));
};

const scaled = (value: number, steps: readonly (readonly [from: number, unit: string])[]): string => {
  const [from, unit] = steps.find(([from]) => Math.abs(value) >= from) ?? (steps.at(-1) as [number, string]);
  return value === 0 ? '0' : `${trimmed(value / from)} ${unit}`;
};

const seconds = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const;
const bytes = [
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
  [1, 'B'],
] as const;

/** A value as Grafana writes it, by the name of its unit. */
export function inUnit(value: number, unit: string): string {
  if (unit === 's') return scaled(value, seconds);
  if (unit === 'd') return scaled(value * 86_400, seconds);
  if (unit === 'bytes') return scaled(value, bytes);
  if (unit === 'percentunit') return `${trimmed(value * 100)} %`;
  if (unit === 'reqps' || unit === 'ops') return `${short(value)}/s`;
  return short(value);
}
