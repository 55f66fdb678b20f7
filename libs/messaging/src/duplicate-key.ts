/** MongoDB's answer to an insert of what is there already: a race that was lost, or a repeat. */
export const duplicateKey = 11_000;

export const isDuplicateKey = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === duplicateKey;

/** Two upserts of one id at the same moment: one meets the other's, and succeeds when tried again. */
export async function upserting<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return write();
  }
}
