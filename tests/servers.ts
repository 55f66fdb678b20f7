/** Addresses of the servers that the global set-up started. */
export const mongoUrl = (database: string): string =>
  `${process.env.MONGO_URL ?? ''}`.replace('/?', `/${database}-${process.pid}-${Date.now()}?`);
