import { wordsOf } from '../words.js';
import { deniedWords } from './negation.js';

/** The words that must not count, as written. */
function deniedIn(text: string): string {
  const words = wordsOf(text);
  const denied = deniedWords(text, words);
  return words
    .filter((_, index) => denied[index] === 1)
    .map(({ raw }) => raw)
    .join(' ');
}

describe('"not" and "never" deny to the end of the clause', () => {
  it.each([
    ['what was never used', 'Never used Kafka or Spark', 'Never used Kafka or Spark'],
    ['what one is not yet good at', 'I am not yet very proficient in Kafka', 'not yet very proficient in Kafka'],
    ['what one has not done', 'I haven’t really worked with Kafka', 't really worked with Kafka'],
    ['what one cannot use', 'I cannot use Kafka', 'cannot use Kafka'],
    ['what is unfamiliar', 'Still unfamiliar with Kafka', 'unfamiliar with Kafka'],
    ['what one is inexperienced in', 'Inexperienced in Kafka', 'Inexperienced in Kafka'],
    ['what one had no chance to do', 'Never had the opportunity to use Kafka', 'Never had the opportunity to use Kafka'],
    ['what one has yet to do', 'I have yet to use Kafka', 'yet to use Kafka'],
    ['a "yet" that is a "but"', 'Simple yet robust Kafka pipelines', ''],
    ['what one did not break', 'We didn’t lose Kafka data', ''],
    ['neither of two', 'Neither Kafka nor Spark', 'Neither Kafka nor Spark'],
    ['without an apostrophe', 'I dont know Kafka', 'dont know Kafka'],
    ['what one does not have', 'I don’t have any Kafka experience', 'have any Kafka experience'],
    ['what one never had', 'I never have Kafka trouble', ''],
    ['a bare "not" denies what is right behind it', 'Not Kafka but RabbitMQ', 'Kafka'],
    ['a bare "never" denies nothing', 'Never missed a Kafka deadline', ''],
    ['"not only" denies nothing', 'Not only Kafka', ''],
    ['"not only used" denies nothing', 'Not only used Kafka but wrote connectors', ''],
    ['"not just", "not merely", "not simply"', 'Not just Kafka; not merely Spark; not simply Flink', ''],
    ['"not limited to"', 'Streams, not limited to Kafka', ''],
    ['"not less than"', 'Not less than five Kafka clusters', ''],
    ['a "not" at the end', 'Kafka or not', ''],
    ['a word that ends in n is no "n’t"', 'In teams used to Kafka', ''],
    ['the letter T is no "n’t" by itself', 'Team B and T worked with Kafka', ''],
    ['the letter T after a name with an n in it', 'Brand T used Kafka', ''],
    ['a T that begins the text', 'T used Kafka', ''],
  ])('%s: %s', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});

describe('"no" and its like deny experience to the end of the clause, and a thing alone', () => {
  it.each([
    ['no experience', 'I have no real hands-on experience with Kafka or Spark', 'no real hands on experience with Kafka or Spark'],
    ['zero knowledge', 'Zero knowledge of Kafka', 'Zero knowledge of Kafka'],
    ['without training', 'Without formal training in Kafka', 'Without formal training in Kafka'],
    ['lacking practice', 'Lacking any practice with Kafka', 'Lacking any practice with Kafka'],
    ['a lack of experience', 'Lack of experience with Kafka', 'Lack of experience with Kafka'],
    ['a lack of a thing', 'Lack of Kafka skills in the past', 'Kafka skills'],
    ['what one lacks', 'I lack Kafka', 'Kafka'],
    ['what someone lacks', 'Lacks Kafka', 'Kafka'],
    ['a compound such as "no-code" denies nothing', 'No-code tools and Kafka', ''],
    ['what others lack', 'Offered Kafka training, which others lack', ''],
    ['a number of things is no lack', 'No of Kafka clusters: 5', ''],
    ['a thing', 'Java, no Kafka, Docker', 'Kafka'],
    ['up to a preposition', 'No downtime during Kafka moves', 'downtime'],
    ['at most six words', 'No large shared internal legacy streaming Kafka clusters', 'large shared internal legacy streaming Kafka'],
    ['"zero downtime" denies nothing', 'Zero downtime Kafka moves', ''],
    ['"no less than" denies nothing', 'No less than five Kafka clusters', ''],
    ['"no stranger" denies nothing', 'No stranger Kafka could surprise me', ''],
    ['"no longer a beginner" denies nothing', 'No longer experience trouble with Kafka', ''],
    ['"no doubt" denies nothing', 'No doubt Kafka', ''],
    ['a "no" at the end', 'Java: yes, Kafka: no', 'Kafka'],
    ['"No." before a number', 'Ranked No. 1 in Kafka', ''],
  ])('%s: %s', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});

describe('what is wished for is not what one can do', () => {
  it.each([
    ['want to learn', 'I want to learn Kafka', 'want to learn Kafka'],
    ['eager to explore', 'Eager to soon explore Kafka', 'Eager to soon explore Kafka'],
    ['a wish and a learning five words apart', 'Open to new ideas and learning Kafka', 'Open to new ideas and learning Kafka'],
    ['six words apart they have nothing in common', 'Open to new ideas and also learning Kafka', ''],
    ['seeking to learn', 'Seeking to learn Kafka', 'Seeking to learn Kafka'],
    ['hoping to gain experience', 'Hoping to gain experience with Kafka', 'Hoping to gain experience with Kafka'],
    ['hoping to gain something else', 'Hoping to gain speed we chose Kafka', ''],
    ['others want experience', 'Clients want deep experience of Kafka', ''],
    ['hoping for a gain', 'Kafka, where I hope to gain', ''],
    ['gaining knowledge of what one has', 'Gained knowledge of Kafka', ''],
    ['learning now', 'Currently learning Kafka', 'Currently learning Kafka'],
    ['studying now', 'Just studying Kafka', 'Just studying Kafka'],
    ['would like to', 'I would like to work with Kafka', 'would like to work with Kafka'],
    ['would love to', 'Would love to work with Kafka', 'Would love to work with Kafka'],
    ['a list to learn', 'To learn: Kafka, Rust', 'To learn Kafka Rust'],
    ['a list to learn below another line', 'Java\nTo learn: Kafka, Rust', 'To learn Kafka Rust'],
    ['learning goals', 'Learning goals: Kafka', 'Learning goals Kafka'],
    ['what one likes to do', 'I like to run Kafka', ''],
    ['what something would do', 'Found what would break Kafka', ''],
    ['what others would have to do', 'Planned which teams would have to leave Kafka', ''],
    ['what others would like', 'Built what teams would like Kafka for', ''],
    ['teaching', 'Helped teams to learn Kafka', ''],
    ['teaching, in the middle of a line', 'Led a guild; to learn Kafka we met weekly', ''],
    ['others learn', 'Teams learn Kafka from me', ''],
    ['a line that begins with "to"', 'To Kafka from RabbitMQ', ''],
    ['a line that begins with "learning"', 'Learning platform on Kafka', ''],
    ['a line that is "learning"', 'Kafka\n\nLearning', ''],
    ['goals of others', 'Sales goals met with Kafka', ''],
    ['a learning before a wish', 'Built learning plans for Kafka', ''],
    ['wanting something else', 'Clients want Kafka', ''],
  ])('%s: %s', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});

describe('a denial behind a thing denies the thing', () => {
  it.each([
    ['none', 'Kafka: none', 'Kafka'],
    ['no experience', 'Kafka experience: none', 'Kafka experience'],
    ['no experience, never used', 'Kafka experience – none, never used', 'Kafka experience never used'],
    ['no hands-on experience', 'Java, Kafka: no hands-on experience', 'Kafka no hands on experience'],
    ['being learned', 'Java, Kafka (currently learning)', 'Kafka currently learning'],
    ['being studied', 'Java, Kafka (studying)', 'Kafka'],
    ['experience without a verdict', 'Kafka: experience, any', ''],
    ['nil', 'Kafka: nil', 'Kafka'],
    ['n/a', 'Kafka: n/a', 'Kafka'],
    ['zero years', 'Kafka – 0 years', 'Kafka'],
    ['to learn', 'Kafka (to learn)', 'Kafka'],
    ['learning', 'Kafka (learning)', 'Kafka'],
    ['never used', 'Kafka – never used', 'Kafka never used'],
    ['a clause', 'Kafka, which I have never used', 'Kafka never used'],
    ['a clause without a denial', 'Kafka, which I have used', ''],
    ['a clause about years ago', 'Kafka, which I used years before', ''],
    ['a number of something else', 'Kafka incidents: 0', ''],
    ['years that are some', 'Kafka, 5 years', ''],
    ['the last of a list alone', 'Java, Kafka (none)', 'Kafka'],
    ['all words of a name', 'Java, Spring Boot (none)', 'Spring Boot'],
    ['all words of a name that begins the text', 'Spring Boot (none)', 'Spring Boot'],
    ['both sides of a slash apart', 'Java/Kafka: none', 'Kafka'],
    ['the line before is not meant', 'Kafka\nNone', ''],
    ['nothing but a denial', 'None', ''],
    ['no separator', 'Kafka but why not', ''],
  ])('%s: %s', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});

describe('a denial that ends with a colon denies the bullets below', () => {
  it.each([
    ['bullets', 'No experience with:\n- Kafka\n- Spark', 'No experience with Kafka Spark'],
    ['bullets without a blank', 'No experience with:\n-Kafka\n-Spark', 'No experience with Kafka Spark'],
    ['other bullets', 'No experience with:\n➢ Kafka\n► Spark', 'No experience with Kafka Spark'],
    ['numbers', 'No experience with:\n1. Kafka\n2. Spark', 'No experience with 1 Kafka 2 Spark'],
    ['a blank before the colon', 'No experience with :\n- Kafka', 'No experience with Kafka'],
    ['a list to learn', 'Want to learn:\n- Kafka', 'Want to learn Kafka'],
    ['up to a line without a bullet', 'No experience with:\n- Spark\nUsed Kafka', 'No experience with Spark'],
    ['a star at the end of a bullet is none of the next line', 'No experience with:\n- Spark*\nUsed Kafka', 'No experience with Spark'],
    ['a colon in the line is no lead', 'No experience with: Spark\n- Kafka', 'No experience with Spark'],
    ['what leads without a denial', 'Tools:\n- Kafka', ''],
    ['a bullet that begins the text', '- Kafka', ''],
  ])('%s: %j', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});

describe('a denial reaches into parentheses and past them', () => {
  it.each([
    ['into them', 'No experience with brokers (Kafka, RabbitMQ)', 'No experience with brokers Kafka RabbitMQ'],
    ['past them', 'Never used brokers (Kafka) or Spark', 'Never used brokers Kafka or Spark'],
    ['not past something new', 'Never used brokers (Kafka), strong in Spark', 'Never used brokers Kafka'],
    ['not into something new', 'Never used Spark (used Kafka instead)', 'Never used Spark'],
    ['not into a number', 'Never used Spark (5 years of Kafka)', 'Never used Spark'],
    ['not into a contrast, but past it', 'Never used Spark (but Kafka) or Flink', 'Never used Spark or Flink'],
    ['parentheses that begin the text', '(Kafka) and Spark', ''],
    ['not out of them', 'Java (never used Spark), Kafka', 'never used Spark'],
    ['not into what follows on the next line', 'Never used Spark\n(Kafka daily)', 'Never used Spark'],
  ])('%s: %s', (_, text, denied) => {
    expect(deniedIn(text)).toBe(denied);
  });
});
