// Stryker disable all: this is data; catalog.spec.ts holds what must be true of it.
/** Skills of every kind of work, in the form that catalog-software.ts explains: conduct, office tools, licences that go by an abbreviation, degrees. */
export const softSkills = `
~Communication | communication skills, written and verbal communication, verbal communication, written communication, communicate, communicator |
~Collaboration | collaborative, cross-functional collaboration, collaborate |
~Teamwork | team player, team work, team-oriented, work in a team |
~Mentoring | mentorship, mentor, coaching, coach, coached, mentored |
~Leadership | lead a team, leading a team, team leadership, led a team |
~Problem solving | problem-solving, troubleshooting, problem solver |
~Critical thinking | analytical thinking, analytical skills |
~Ownership | ownership mindset, accountability, accountable |
~Stakeholder management | |
~Adaptability | adaptable, flexibility, flexible |
~Time management | prioritization, prioritize, punctuality, punctual |
~Planning | |
~Organizational skills | organisational skills, well organized |
~Attention to detail | detail-oriented, eye for detail, meticulous |
~Empathy | empathetic, compassion, compassionate |
~Patience | |
~Creativity | |
~Discretion | confidentiality |
~Integrity | |
~Reliability | dependable, dependability |
~Resilience | stress tolerance, work under pressure, calm under pressure |
~Conflict resolution | de-escalation |
~Negotiation | |
~Customer focus | user-focused, customer service, customer orientation |
~Self-motivation | self-starter, proactive, self-motivated |
~Decision making | decision-making |
~Cultural sensitivity | cultural awareness |
`;

export const generalSkills = `
?Excel | Microsoft Excel, MS Excel | Microsoft Office
?Word | Microsoft Word, MS Word | Microsoft Office
PowerPoint | Microsoft PowerPoint | Microsoft Office
Microsoft Office | MS Office, Office 365, Microsoft 365 |
SAP | SAP ERP, SAP S/4HANA |
Salesforce | |
QuickBooks | |
Photoshop | Adobe Photoshop |
AutoCAD | |
BLS | Basic Life Support, BLS certification, BLS certified |
ACLS | Advanced Cardiac Life Support, Advanced Cardiovascular Life Support |
!PALS | Pediatric Advanced Life Support |
CPR | Cardiopulmonary Resuscitation |
CCRN | Critical Care Registered Nurse |
RN license | RN licence, Registered Nurse license, Registered Nurse licence, nursing license, nursing licence, licensed registered nurse |
CDL | Commercial Driver's License, Commercial Driver's Licence, Commercial Driving License |
CPA | Certified Public Accountant |
Enrolled Agent | |
HACCP | Hazard Analysis Critical Control Point, Hazard Analysis and Critical Control Points |
First aid | |
PMP | Project Management Professional |
~Project management | |
~Budgeting | budget management |
GAAP | US GAAP |
IFRS | |
`;

export const degrees = `
High school diploma | high school degree, GED, secondary school diploma, secondary school certificate, high school certificate, Abitur |
Apprenticeship | completed apprenticeship, journeyman certificate, vocational training, vocational diploma, trade school diploma, vocational qualification |
Associate degree | Associate's degree, Associates degree, Associate's, Associate of Science, Associate of Arts, !ADN, A.A.S. | High school diploma
Bachelor's degree | Bachelor's, Bachelors, Bachelor, Bachelor degree, Bachelor of Science, Bachelor of Arts, Bachelor of Engineering, Bachelor of Education, B.Sc., BSc, B.S., ?BS, ?BA, B.A., BEng, B.Eng., !BEd, B.Ed., BSN, BBA, undergraduate degree, college degree, university degree, four-year degree | Associate degree
Master's degree | Master's, Masters degree, Master degree, Master of Science, Master of Arts, Master of Engineering, Master of Education, M.Sc., MSc, M.S., ?MS, ?MA, M.A., MEng, M.Eng., !MEd, M.Ed., MSN, MBA, M.B.A., graduate degree, advanced degree, postgraduate degree | Bachelor's degree
Doctorate | PhD, Ph.D., doctoral degree, Doctor of Philosophy, DPhil, DNP, !EdD, Ed.D. | Master's degree
`;
