import { readFileSync } from 'node:fs';
import { dutiesOf, readRole, requirementsOf } from '../index.js';
import { outlineOfRequirement } from '../testing.js';

function readSample(name: string) {
  return readRole(readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
}

describe('documents of the template, whatever the profession', () => {
  describe('heavy-truck-driver.txt', () => {
    const { role, ...reading } = readSample('heavy-truck-driver.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Heavy Truck Driver',
        tags: ['Transportation', 'Logistics', 'Long Haul', 'Entry-Level'],
        band: { min: 28.5, max: 36, currency: 'USD', period: 'hour' },
        careerPath: {
          entryFrom: ['Delivery Driver', 'Warehouse Associate with a commercial permit'],
          advancementTo: ['Driver Trainer', 'Fleet Supervisor'],
          lateral: ['Dispatcher', 'Tanker Driver'],
        },
        fieldsOfStudy: ['Transportation'],
        keywords: ['truck driver', 'CDL', 'tractor-trailer', 'freight', 'hours of service'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '28 hard must | Valid Class A | all_of [CDL]',
        '29 hard must | Hazmat or tanker | any_of [Hazmat, tanker endorsement]',
        '30 hard must | Knowledge of hours-of-service | all_of [hours-of-service rules, weight limits, load securement]',
        '31 hard must | Experience with manual | any_of [10-speed, 13-speed, 18-speed] <manual transmissions>',
        '32 hard must | Ability to back | all_of [back a 53-foot trailer]',
        '33 hard nice | Basic mechanical troubleshooting | all_of [mechanical troubleshooting]',
        '35 soft must | Punctuality and reliability | all_of [Time management, Reliability]',
        '36 soft must | Courteous customer service | all_of [Customer focus]',
        '37 soft must | Patience in traffic | all_of [Patience]',
        '41 education must | High school diploma | any_of [High school diploma]',
        '43 education nice | Certificate from an | none',
        '48 experience must 2+ years | At least two | all_of [tractor-trailer driving]',
        '50 experience nice 5+ years | 5+ years of | all_of [over-the-road driving]',
        '19 duty must | Drive Class 8 | all_of [Class 8 tractor-trailers]',
        '20 duty must | Inspect the vehicle | none',
        '21 duty must | Secure loads with | none',
        '22 duty must | Keep hours of | any_of [ELD]',
        '24 duty nice | Help to load | none',
        '25 duty nice | Train new drivers | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({ notFound: [], notUnderstood: [], skipped: [] });
    });
  });

  describe('icu-nurse.txt', () => {
    const { role, ...reading } = readSample('icu-nurse.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'ICU Registered Nurse',
        tags: ['Healthcare', 'Nursing', 'Critical Care', 'ICU', 'Mid-Level'],
        band: { min: 78000, max: 112500, currency: 'USD', period: 'year' },
        careerPath: {
          entryFrom: ['Medical-Surgical Nurse', 'Step-Down Unit Nurse', 'Nurse Residency Graduate'],
          advancementTo: ['Charge Nurse', 'Clinical Nurse Specialist', 'Nurse Manager, Critical Care'],
          lateral: ['Emergency Department Nurse', 'Post-Anesthesia Care Unit (PACU) Nurse'],
        },
        fieldsOfStudy: ['Nursing', 'Health Sciences'],
        keywords: ['ICU nurse', 'registered nurse', 'critical care', 'ventilator', 'vasoactive drips', 'patient safety'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '54 hard must | Active RN license | all_of [RN license]',
        '55 hard must | BLS and ACLS | all_of [BLS, ACLS]',
        '56 hard must | Proficiency in hemodynamic | all_of [hemodynamic monitoring, ventilator management, titration of vasoactive drips]',
        '57 hard must | Experience with infusion | or_similar [Alaris, Baxter] <infusion pumps>',
        '58 hard must | Competence with continuous | any_of of any_of [CRRT] <continuous renal replacement therapy> any_of [ECMO]',
        '59 hard must | Familiarity with electronic | any_of [Epic, Cerner] <electronic health records>',
        '60 hard nice | CCRN certification preferred. | all_of [CCRN]',
        '64 soft must | Clear communication with | all_of [Communication]',
        '65 soft must | Empathy and patience | all_of [Empathy, Patience]',
        '66 soft must | Critical thinking under | all_of [Critical thinking]',
        '74 education must | Associate Degree in | all_of of any_of [Associate degree] any_of [Nursing]',
        "78 education nice | Bachelor of Science | all_of of any_of [Bachelor's degree] any_of [Nursing]",
        '89 experience must 2-5 years | 2–5 years of | all_of [acute care nursing]',
        '93 experience nice 1+ years | 1+ years in | all_of [intensive care unit]',
        '39 duty must | Assess critically ill | none',
        '40 duty must | Manage mechanical ventilation | none',
        '41 duty must | Titrate vasoactive drips | any_of [Epic]',
        '42 duty must | Respond to rapid-response | none',
        '43 duty must | Explain the plan | none',
        '47 duty nice | Precept newly hired | none',
        '48 duty nice | Take part in | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [],
        notUnderstood: [],
        skipped: [
          { line: 1, text: 'Back to Home' },
          { line: 95, text: 'Back to Home' },
        ],
      });
    });
  });

  describe('pastry-chef.txt', () => {
    const { role, ...reading } = readSample('pastry-chef.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Pastry Chef',
        tags: ['Hospitality', 'Culinary Arts', 'Pastry', 'Kitchen Leadership', 'Mid-Level'],
        band: { min: 2900, max: 3600, currency: 'EUR', period: 'month' },
        careerPath: {
          entryFrom: ['Commis Pâtissier', 'Demi Chef de Partie, Pastry'],
          advancementTo: ['Executive Pastry Chef', 'Head Chef'],
          lateral: ['Chocolatier', 'Baker'],
        },
        fieldsOfStudy: ['Pastry Arts', 'Culinary Arts'],
        keywords: ['pastry chef', 'pâtissier', 'viennoiserie', 'chocolate', 'wedding cakes'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '50 hard must | Mastery of laminated | all_of [laminated doughs, chocolate tempering, sugar work]',
        '51 hard must | HACCP certification. | all_of [HACCP]',
        '52 hard must | Knowledge of allergens | all_of of all_of [allergens, dietary requirements] all_of [gluten-free, vegan, nut-free]',
        '53 hard must | Food cost control | all_of [Food cost control, recipe costing]',
        '54 hard must | Experience with blast | any_of [blast chillers, planetary mixers, deck ovens]',
        '55 hard nice | Cake decoration would | all_of [Cake decoration]',
        '59 soft must | Creativity with an | all_of [Creativity]',
        '60 soft must | Leadership of a | all_of [Leadership]',
        '61 soft must | Calm under pressure | all_of [Resilience]',
        '69 education must or equivalent | Completed apprenticeship as | any_of [Apprenticeship]',
        "73 education nice | Master craftsman's certificate | any_of [Konditormeister] <Master craftsman's>",
        '84 experience must 3+ years | 3 to 6+ | all_of [pastry]',
        '88 experience nice 1+ years | 1 year as | all_of [chef de partie]',
        '36 duty must | Create seasonal dessert | none',
        '37 duty must | Laminate doughs and | none',
        '38 duty must | Control food cost, | none',
        '39 duty must | Keep the section | all_of [HACCP]',
        '43 duty nice | Teach apprentices tempering | none',
        '44 duty nice | Advise couples on | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [],
        notUnderstood: [],
        skipped: [
          { line: 1, text: 'Back to Home' },
          { line: 90, text: 'Back to Home' },
        ],
      });
    });
  });

  describe('primary-teacher.txt', () => {
    const { role, ...reading } = readSample('primary-teacher.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Primary School Teacher',
        tags: [],
        band: null,
        careerPath: {
          entryFrom: ['Teaching Assistant', 'Student Teacher'],
          advancementTo: ['Head of Year', 'Deputy Head Teacher'],
          lateral: ['Special Needs Teacher'],
        },
        fieldsOfStudy: ['Education', 'Child Development'],
        keywords: ['primary teacher', 'classroom', 'phonics', 'lesson planning'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '47 hard must | Teaching licence for | all_of [Teaching licence]',
        '48 hard must | Lesson planning and | all_of [Lesson planning, classroom management]',
        '49 hard must | Phonics teaching with | all_of of any_of [Phonics teaching] any_of [Jolly Phonics, Read Write Inc, Letters and Sounds]',
        '50 hard must | First aid certificate. | all_of [First aid]',
        '51 hard must | Interactive whiteboards and | all_of of all_of [Interactive whiteboards] any_of [Google Classroom, Seesaw] <learning platforms>',
        '55 soft must | Patience with children | all_of [Patience]',
        '56 soft must | Clear communication with | all_of [Communication]',
        '57 soft must | Creativity in making | all_of [Creativity]',
        "65 education must | Bachelor of Education | any_of [Bachelor's degree]",
        "69 education nice | Master's degree in | all_of of any_of [Master's degree] any_of [Education]",
        '80 experience must 1+ years | 1+ year of | all_of [classroom teaching]',
        '84 experience nice | Experience with children | all_of [children]',
        '33 duty must | Plan and teach | all_of [Planning]',
        "34 duty must | Assess each child's | none",
        '35 duty must | Adapt lessons for | any_of [IEP]',
        '36 duty must | Keep the classroom | none',
        '40 duty nice | Supervise breaks and | none',
        '41 duty nice | Run one after-school | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: ['tags', 'salary'],
        notUnderstood: [],
        skipped: [
          { line: 1, text: 'Back to Home' },
          { line: 86, text: 'Back to Home' },
        ],
      });
    });
  });

  describe('tax-accountant.txt', () => {
    const { role, ...reading } = readSample('tax-accountant.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Tax Accountant',
        tags: ['Finance', 'Accounting', 'Tax', 'Mid-Level'],
        band: { min: 42000, max: 55000, currency: 'GBP', period: 'year' },
        careerPath: { entryFrom: ['Junior Accountant', 'Bookkeeper'], advancementTo: ['Tax Manager', 'Head of Tax'], lateral: ['Auditor'] },
        fieldsOfStudy: ['Accounting', 'Finance'],
        keywords: ['tax accountant', 'corporation tax', 'VAT', 'compliance'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '45 hard must | Working knowledge of | all_of [corporation tax, VAT, payroll taxes]',
        '46 hard must | ACCA or CPA | any_of [ACCA, CPA]',
        '47 hard must | Proficiency in Excel | all_of of all_of [Excel] any_of [Xero, QuickBooks, Sage] <accounting software>',
        '48 hard must | Understanding of IFRS | all_of [IFRS, GAAP]',
        '49 hard nice | Transfer pricing experience | all_of [Transfer pricing]',
        '53 soft must | Attention to detail | all_of [Attention to detail]',
        "54 soft must | Discretion with clients' | all_of [Discretion]",
        "62 education must or equivalent | Bachelor's degree in | all_of of any_of [Bachelor's degree] or_similar [Accounting, Finance]",
        "66 education nice | Master's degree in | all_of of any_of [Master's degree] any_of [Taxation]",
        '77 experience must 3-5 years | 3–5 years of | all_of [tax compliance]',
        '81 experience nice 1.5+ years | 18 months in | all_of [advisory]',
        '33 duty must | Prepare corporation tax | all_of [VAT returns]',
        '34 duty must | Reconcile ledgers in | none',
        '35 duty must | Answer enquiries of | none',
        '39 duty nice | Review returns of | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({ notFound: [], notUnderstood: [], skipped: [] });
    });
  });

  describe('wind-turbine-technician.txt', () => {
    const { role, ...reading } = readSample('wind-turbine-technician.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Wind Turbine Technician',
        tags: ['Energy', 'Renewables', 'Field Service', 'SCADA', 'Mid-Level'],
        band: { min: 32000, max: 41000, currency: 'DKK', period: 'month' },
        careerPath: {
          entryFrom: ['Industrial Electrician', 'Marine Mechanic'],
          advancementTo: ['Lead Technician', 'Site Manager'],
          lateral: ['Blade Repair Technician', 'SCADA Operator'],
        },
        fieldsOfStudy: ['Mechatronics', 'Electrical Engineering'],
        keywords: ['wind turbine technician', 'GWO', 'SCADA', 'hydraulics', 'offshore'],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '48 hard must | Valid GWO Basic | all_of of all_of [GWO Basic Safety Training] all_of [Heights, First aid, Fire Awareness, Manual Handling, Sea Survival]',
        '49 hard must | Fault finding in | all_of [Fault finding, hydraulic systems]',
        '50 hard must | Ability to read | all_of [read wiring diagrams]',
        '51 hard must | PLC experience (Siemens, | or_similar [Siemens, Beckhoff] <PLC>',
        '52 hard must | Torque and tensioning | all_of [Torque, tensioning]',
        '53 hard must | Driving licence class | all_of [Driving licence class B]',
        '57 soft must | Teamwork in crews | all_of [Teamwork]',
        '58 soft must | Attention to detail | all_of [Attention to detail]',
        '66 education must | Vocational training as | any_of [Apprenticeship]',
        '70 education nice | Associate degree in | all_of of any_of [Associate degree] any_of [Wind Energy]',
        '81 experience must 2-4 years | 2 to 4 | all_of [industrial maintenance]',
        '85 experience nice 0.5+ years | Six months offshore. | all_of [offshore]',
        '36 duty must | Carry out scheduled | none',
        '37 duty must | Find electrical and | none',
        '38 duty must | Work at height | none',
        '42 duty nice | Keep tools calibrated | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [],
        notUnderstood: [],
        skipped: [
          { line: 1, text: 'Back to Home' },
          { line: 87, text: 'Back to Home' },
        ],
      });
    });
  });
});
