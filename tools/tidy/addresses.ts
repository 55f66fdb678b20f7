/** No file names the host of a package registry: whoever builds this has one of their own. */
import type { SourceFile } from '../sources.ts';
import { type Finding, found } from './code.ts';

/** The name of the POM format looks like an address and is none. */
const host =
  /https?:\/\/(?!maven\.apache\.org\/POM)[\w.-]*\b(?:registry|npmjs|pypi|pythonhosted|maven|crates|goproxy|artifactory|nexus)\b[\w.-]*/gi;

export const registryHosts = (files: readonly SourceFile[]): Finding[] =>
  files.flatMap(({ path, text }) => found(path, text, host, () => 'names the host of a package registry; leave it to the client'));
