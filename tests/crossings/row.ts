/** One row of the table "what can cross, and who wins": a company of its own, the ways in which two deeds may meet, and what is left of it. */
import type { Stand } from '../fault/round.ts';
import { Company } from './company.ts';

/** How often two deeds are done in the same moment. */
export const times = 5;

let rows = 0;

/** `name`: the crossing and its outcome, as the table has them. */
export const row = (stand: () => Stand, name: string, ways: (of: () => Company) => void): void =>
  describe(name, () => {
    let company: Company;
    beforeAll(async () => {
      rows += 1;
      company = await Company.open(stand(), `crossing-${rows}`);
    });
    ways(() => company);
    it('and in the end all services agree: nothing is lost, doubled, held or different from what it had come to', () => company.agrees());
  });
