/** One row of the table "what can cross, and who wins": a company of its own, the ways in which two deeds may meet, and what is left of it. */
import type { Stand } from '../fault/round.ts';
import { Company } from './company.ts';

/** How often two deeds are done in the same moment. */
export const times = 3;

/** One way in which they meet. All of a row are gone at once, for they mostly wait; each is a test of its own. */
export type Way = (name: string, deeds: () => Promise<unknown>) => void;

let rows = 0;

/** `name`: the crossing and its outcome, as the table has them. */
export const row = (stand: () => Stand, name: string, ways: (of: () => Company, way: Way) => void): void =>
  describe(name, () => {
    let company: Company;
    const all: { readonly deeds: () => Promise<unknown>; gone?: Promise<unknown> }[] = [];
    beforeAll(async () => {
      rows += 1;
      company = await Company.open(stand(), `crossing-${rows}`);
    });
    ways(
      () => company,
      (way, deeds) => {
        const mine: (typeof all)[number] = { deeds };
        all.push(mine);
        it(way, async () => {
          await mine.gone;
        });
      },
    );
    beforeAll(() => {
      for (const each of all) {
        each.gone = each.deeds();
        each.gone.catch(() => undefined);
      }
    });
    it('and in the end all services agree: nothing is lost, doubled, held or different from what it had come to', () => company.agrees());
  });
