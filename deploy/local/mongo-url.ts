/** Puts a database into the address of a server. */

const parts = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * The address of one database on the server of `url`, whatever database `url` names. Who signs in with a name goes on doing so at the
 * database where that name is known. Throws when it is no MongoDB address; the message does not show it, for it may hold a password.
 */
export function withDatabase(url: string, database: string): string {
  const [, scheme, hosts, named, query = ''] = parts.exec(url) ?? [];
  if (!scheme || !hosts) throw new Error('MONGO_URL is no address of a MongoDB, such as mongodb://127.0.0.1:27017/?replicaSet=rs0');
  const options = new URLSearchParams(query);
  if (hosts.includes('@') && !options.has('authSource')) options.set('authSource', named || 'admin');
  return `${scheme}${hosts}/${database}${options.size > 0 ? `?${options}` : ''}`;
}
