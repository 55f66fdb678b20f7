/** One chart, drawn by ECharts without a browser: lines, or the heat of a histogram. */
import * as echarts from 'echarts';
import type { Series, Shown } from './shown.ts';
import { bad, ink, inUnit, palette } from './svg.ts';

const small = { fontSize: 11, color: ink.middle };
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

export function drawChart(panel: Shown, width: number, height: number): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, ...(panel.kind === 'heat' ? heat(panel) : lines(panel)) });
  const svg = chart.renderToSVGString({ useViewBox: false });
  chart.dispose();
  return lean(svg);
}

/** A tenth of a pixel is fine enough, and what is behind everything is drawn by the panel. */
const lean = (svg: string): string =>
  svg
    .replace(/<\?xml[^>]*>/, '')
    .replace(/<rect[^>]*fill="none"[^>]*><\/rect>/, '')
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replaceAll(/ (?:ecmeta_\w+|class)="[^"]*"/g, '')
    .replaceAll('></path>', '/>')
    .replaceAll(/ (?:d|x|y|width|height|transform|points)="[^"]*"/g, (place) =>
      place.replaceAll(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
    );

const grid = { left: 8, right: 14, top: 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;

function lines({ series, unit, limit }: Shown): echarts.EChartsCoreOption {
  const highest = Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value)));
  const step = roundStep(highest, unit);
  const usual = usualGap(series);
  const areAFew = series.length <= 8;
  // One that is far away is told beside the title alone.
  const isNear = limit !== undefined && limit.at <= highest * 3;
  const markLine = { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: bad, type: 'dashed', width: 1 } };
  return {
    color: [...palette],
    grid,
    xAxis: axisOfTime,
    yAxis: {
      type: 'value',
      min: (value: { min: number }) => Math.min(0, value.min),
      ...(highest <= 0
        ? { max: 1, interval: 0.5 }
        : isNear
          ? { max: (value: { max: number }) => Math.max(value.max, limit.at) * 1.05 }
          : step
            ? { interval: step, max: Math.ceil(highest / step) * step }
            : {}),
      splitNumber: 3,
      axisLabel: { ...small, showMaxLabel: !isNear, formatter: (value: number) => inUnit(value, unit) },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: series.map(({ points }, index) => ({
      ...{ type: 'line', data: withGaps(points, usual), showSymbol: points.length === 1, symbolSize: 4 },
      ...{ lineStyle: { width: 1.6 }, ...(areAFew ? { areaStyle: { opacity: 0.07 } } : {}) },
      ...(index === 0 && isNear ? { markLine: { ...markLine, data: [{ yAxis: limit.at }] } } : {}),
    })),
  };
}

/** Where a unit does not go by tens, a step of the axis that does not look odd. */
function roundStep(highest: number, unit: string): number | undefined {
  const bases =
    unit === 'bytes' ? [2 ** 10, 2 ** 20, 2 ** 30] : unit === 's' ? [60, 3600] : unit === 'd' ? [1 / 86_400, 1 / 1440, 1 / 24] : [];
  const base = bases.findLast((each) => highest >= each);
  if (base === undefined) return undefined;
  const steps = [1, 2, 5, 10, 15, 20, 30, 50, 100, 200, 500];
  return base * (steps.find((each) => highest / (each * base) <= 3.5) ?? 500);
}

/** From one value to the next, where none is missing. */
const usualGap = (series: readonly Series[]): number =>
  Math.min(...series.flatMap(({ points }) => points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? 0))));

/** A line does not run through a time in which there was nothing. */
function withGaps(points: Series['points'], usual: number): (readonly [number, number | null])[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]?.[0] ?? point[0];
    return point[0] - before > 1.5 * usual ? [[before + usual, null] as const, point] : [point];
  });
}

const axisOfTime = {
  type: 'time',
  splitNumber: 4,
  minInterval: 60_000,
  axisLabel: { ...small, hideOverlap: true, formatter: timeOf },
  axisLine: { lineStyle: { color: ink.pale } },
  axisTick: { lineStyle: { color: ink.pale } },
} as const;

/** Where a label is, of as many as have room. */
function isNewMinute(times: readonly number[], index: number): boolean {
  const [at = 0, before = 0] = [times[index], times[index - 1]];
  const every = 60_000 * Math.max(1, Math.ceil(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 480_000));
  return Math.floor(at / every) !== Math.floor(before / every);
}

/** Prometheus counts each bucket with those below it. */
function heat({ series, unit }: Shown): echarts.EChartsCoreOption {
  const sorted = series.toSorted((a, b) => (a.le ?? 0) - (b.le ?? 0));
  const times = [...new Set(sorted.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const counted = sorted.map(({ points }) => new Map(points));
  const cells = sorted.flatMap((_, row) =>
    times.map((at, x) => [x, row, (counted[row]?.get(at) ?? 0) - (counted[row - 1]?.get(at) ?? 0)] as const),
  );
  const filled = cells.filter(([, , value]) => value > 1e-9);
  const rows = filled.map(([, row]) => row);
  const [first, last] = [Math.max(0, Math.min(...rows) - 1), Math.max(...rows)];
  const bound = ({ le = 0 }: Series) => (Number.isFinite(le) ? inUnit(le, unit) : 'more');
  return {
    grid,
    xAxis: {
      ...axisOfTime,
      type: 'category',
      data: times,
      axisLabel: {
        ...axisOfTime.axisLabel,
        interval: (index: number) => isNewMinute(times, index),
        formatter: (at: string) => timeOf(Number(at)),
      },
    },
    yAxis: {
      ...{ type: 'category', data: sorted.slice(first, last + 1).map(bound), axisLabel: { ...small, hideOverlap: true } },
      axisLine: { lineStyle: { color: ink.pale } },
      axisTick: { show: false },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(...filled.map(([, , value]) => value)),
      inRange: { color: ['#fff1dc', '#fdae61', '#d7531b'] },
    },
    series: [
      {
        type: 'heatmap',
        data: filled.map(([x, row, value]) => [x, row - first, value]),
      },
    ],
  };
}
