/** Which service owns a path: its first segment after /v1 says it. A new resource is one line. */

export const services = ['requisition', 'screening', 'interview', 'offer', 'pipeline'] as const;
export type ServiceName = (typeof services)[number];

/** What operators ask (`operator`) is asked of each service itself, and of none through here. */
export const ownerOf = {
  requisitions: 'requisition',
  candidates: 'screening',
  applications: 'screening',
  worklists: 'screening',
  'working-time': 'screening',
  loops: 'interview',
  calendars: 'interview',
  offers: 'offer',
  boards: 'pipeline',
  tasks: 'pipeline',
  stories: 'pipeline',
  reports: 'pipeline',
  live: 'pipeline',
  changes: 'pipeline',
} as const satisfies Readonly<Record<string, ServiceName>>;

export type Segment = keyof typeof ownerOf;

export const segments = Object.keys(ownerOf) as Segment[];

/** Their answers go on for as long as somebody listens. */
export const endless: readonly Segment[] = ['live'];
