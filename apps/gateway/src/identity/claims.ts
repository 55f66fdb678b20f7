/** Finds a claim by its name, or by a path: providers put roles where they like. Pure. */

/** `https://acme.example/org` is a name though it has dots; `realm_access.roles` is a path. Nothing that the token does not say itself. */
export function claimOf(payload: object, name: string): unknown {
  if (Object.hasOwn(payload, name)) return (payload as Record<string, unknown>)[name];
  return name.split('.').reduce<unknown>((found, part) => {
    const isThere = typeof found === 'object' && found !== null && Object.hasOwn(found, part);
    return isThere ? (found as Record<string, unknown>)[part] : undefined;
  }, payload);
}
