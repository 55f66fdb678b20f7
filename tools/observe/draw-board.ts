/** Draws a dashboard with what its panels show, as one SVG: in the places of its grid, on a light ground. */
import { drawChart } from './draw-chart.ts';
import type { Shown, ShownBoard } from './shown.ts';
import { bad, box, fitted, good, ink, inUnit, palette, picture, widthOf, words } from './svg.ts';

const column = 46;
const line = 29;
const gap = 6;
const margin = 12;
const head = 58;
const columns = 24;

export function drawBoard({ title, says, rows, panels }: ShownBoard, note: string): string {
  const width = columns * column + 2 * margin;
  const below = Math.max(...panels.map(({ place }) => place.y + place.h));
  const heads = rows.map(({ title: name, y }) =>
    words(margin + gap, head + y * line + 20, fitted(name, width - 40, 14), { size: 14, bold: true }),
  );
  const height = head + below * line + margin;
  const top = [
    words(margin + gap, 28, title, { size: 20, bold: true }),
    words(width - margin - gap, 28, note, { size: 12, fill: ink.middle, anchor: 'end' }),
    words(margin + gap, 48, fitted(says, width - 40, 13), { size: 13, fill: ink.middle }),
  ];
  return picture(width, height, [...top, ...heads, ...panels.map(drawPanel)]);
}

function drawPanel(panel: Shown): string {
  const { x, y, w, h } = panel.place;
  const [width, height] = [w * column - gap, h * line - gap];
  const { limit, unit } = panel;
  const edge = limit && panel.kind === 'lines' ? `${limit.isFloor ? 'at least' : 'limit'} ${inUnit(limit.at, unit)}` : '';
  const inside = panel.kind === 'number' ? drawNumbers(panel, width, height) : drawGraph(panel, width, height);
  return [
    `<svg x="${margin + x * column + gap / 2}" y="${head + y * line + gap / 2}" width="${width}" height="${height}">`,
    box(0.5, 0.5, width - 1, height - 1, ink.paper, `rx="4" stroke="${ink.line}"`),
    words(10, 19, fitted(panel.title, width - 26 - widthOf(edge, 11), 13), { size: 13, bold: true }),
    ...(edge ? [words(width - 10, 19, edge, { size: 11, fill: bad, anchor: 'end' })] : []),
    ...inside,
    '</svg>',
  ].join('');
}

const legendSize = 11;
const legendLine = 16;

/** A graph, and below it who is who. */
function drawGraph(panel: Shown, width: number, height: number): string[] {
  const legend = panel.kind === 'lines' ? legendOf(panel, width - 20) : [];
  const below = legend.length * legendLine;
  const chart = drawChart(panel, width, height - 26 - below - (below ? 6 : 2));
  const lines = legend.flatMap((entries, row) => {
    const y = height - below + row * legendLine + 8;
    return entries.flatMap(({ text, x, colour }) => [
      ...(colour ? [box(x, y - 8, 10, 4, colour, 'rx="2" transform="translate(0 3)"')] : []),
      words(x + (colour ? 14 : 0), y, text, { size: legendSize, fill: ink.middle }),
    ]);
  });
  return [`<svg y="26" width="${width}" height="${height - 26 - below}">${chart}</svg>`, ...lines];
}

interface Entry {
  readonly text: string;
  readonly x: number;
  readonly colour?: string;
}

/** Two lines of it; who has no place there is counted. */
function legendOf({ series }: Shown, width: number): Entry[][] {
  const lines: Entry[][] = [[]];
  let x = 10;
  for (const [index, { legend }] of series.entries()) {
    const text = fitted(legend || 'none', width / 2, legendSize);
    const takes = widthOf(text, legendSize) + 26;
    const isLast = index === series.length - 1;
    if (x + takes + (isLast || lines.length === 1 ? 0 : 50) > width + 10) {
      if (lines.length === 2) {
        lines[1]?.push({ text: `and ${series.length - index} more`, x });
        return lines;
      }
      lines.push([]);
      x = 10;
    }
    lines.at(-1)?.push({ text, x, colour: palette[index % palette.length] as string });
    x += takes;
  }
  return lines;
}

/** The last value of each, large, side by side; many are a list. */
function drawNumbers(panel: Shown, width: number, height: number): string[] {
  const { series, unit } = panel;
  const perLine = Math.min(series.length, Math.max(1, Math.floor(width / 88)));
  const lines = Math.ceil(series.length / perLine);
  if (lines > 2) return drawList(panel, width, height);
  const size = lines > 1 ? 17 : series.length > 1 ? 22 : 30;
  const each = (height - 32) / lines;
  return series.flatMap(({ legend, points }, index) => {
    const value = points.at(-1)?.[1] ?? 0;
    const x = ((index % perLine) + 0.5) * (width / perLine);
    const y = 26 + Math.floor(index / perLine) * each + each / 2 + size / 4;
    const label = fitted(legend.replaceAll('_', ' '), width / perLine, 11);
    return [
      words(x, y, inUnit(value, unit), { size, bold: true, fill: colourOf(value, panel), anchor: 'middle' }),
      words(x, y + 15, label, { size: 11, fill: ink.middle, anchor: 'middle' }),
    ];
  });
}

function drawList(panel: Shown, width: number, height: number): string[] {
  const { series, unit } = panel;
  const inColumns = Math.max(1, Math.floor((width - 10) / (width > 300 ? 112 : 84)));
  const lines = Math.ceil(series.length / inColumns);
  const [across, down] = [(width - 10) / inColumns, Math.min(20, (height - 32) / lines)];
  return series.flatMap(({ legend, points }, index) => {
    const value = points.at(-1)?.[1] ?? 0;
    const [x, y] = [10 + Math.floor(index / lines) * across, 38 + (index % lines) * down];
    const said = inUnit(value, unit);
    return [
      words(x, y, fitted(legend.replaceAll('_', ' '), across - 16 - widthOf(said, 11), 10), { size: 10, fill: ink.middle }),
      words(x + across - 12, y, said, { size: 11, bold: true, fill: colourOf(value, panel), anchor: 'end' }),
    ];
  });
}

const colourOf = (value: number, { limit }: Shown): string =>
  limit !== undefined && (limit.isFloor ? value < limit.at : value >= limit.at) ? bad : good;
