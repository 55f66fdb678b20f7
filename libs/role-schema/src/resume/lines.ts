/** The lines of a résumé, each in its section. */

export type ResumeSection = 'work' | 'education' | 'credentials' | 'skills' | 'summary' | 'other';

export interface ResumeLine {
  text: string;
  /** UTF-16 offset of its first character. */
  start: number;
  bullet: boolean;
  heading: boolean;
  section: ResumeSection;
}

const table = `
work: experience, work experience, professional experience, employment, employment history, work history, career history, career, relevant experience, professional background, projects, positions held, volunteer experience, volunteering, internships, clinical experience, teaching experience, driving experience, military service
education: education, education and training, academic background, studies, qualifications, academic qualifications, academic history, training, schooling
credentials: certifications, certificates, licenses, licences, licenses and certifications, licences and certifications, certifications and licenses, licensure, licenses and certificates, licences and certificates, credentials, courses, courses and certificates
skills: skills, technical skills, key skills, core skills, core competencies, competencies, technologies, tools, tech stack, skills and tools, areas of expertise, expertise, languages, programming languages, soft skills, clinical skills
summary: summary, profile, professional summary, about, about me, objective, career objective, personal statement, professional profile
other: interests, hobbies, references, publications, awards, contact, personal details, achievements, activities, additional information, memberships, learning goals, currently learning, want to learn
`;
const sections: ReadonlyMap<string, ResumeSection> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [section, names] = row.split(': ') as [ResumeSection, string];
      return names.split(', ').map((name) => [name, section] as const);
    }),
);
const headingCharactersMax = 40;
const trimmed = /[^\p{L}]*(.*?)[^\p{L}]*$/u;
/** What a line of a list begins with. A date does not: "03.2019". */
export const bullet = /^(?:[•◦▪▫●○‣⁃∙·➢➤►▶✓✔■□◆❖»*+–—-]|\d{1,2}[.)](?!\d))/u;

export function resumeLines(text: string): ResumeLine[] {
  let [start, section, afterBlank]: [number, ResumeSection, boolean] = [0, 'other', true];
  return text.split('\n').map((line) => {
    const found = sectionOf(line, afterBlank);
    section = found ?? section;
    const read = { text: line, start, bullet: bullet.test(line) && !found, heading: found !== undefined, section };
    start += line.length + 1;
    afterBlank = line === '' || found !== undefined;
    return read;
  });
}

/** A heading stands alone on its line, or opens a paragraph: "Skills: Java, Go". Within an entry that line is the entry's own. */
function sectionOf(line: string, afterBlank: boolean): ResumeSection | undefined {
  const [name, inline] = line.slice(0, headingCharactersMax).split(':') as [string, string | undefined];
  if (inline && (!afterBlank || bullet.test(line))) return undefined;
  return sections.get(trimmed.exec(name)![1]!.toLowerCase().replace(/ ?& ?/g, ' and '));
}
