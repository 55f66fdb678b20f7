/** Gives a service its vault: import `VaultModule` beside `MessagingModule.forRoot(…)`, whose database it uses. */
import { Global, Module } from '@nestjs/common';
import { secret } from '@rolecall/kernel';
import { KnownSecrets, Ports } from '@rolecall/messaging';
import { readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';
import { CollectionVault } from './collection-vault.js';
import { Vault } from './vault.js';

const environment = z.object({
  /** The key of the keyed hashes. Another key finds no candidate by address any more. */
  ...secret({ VAULT_HASH_KEY: z.string().min(32, 'must have 32 characters or more') }),
});

@Global()
@Module({
  providers: [
    {
      provide: Vault,
      inject: [Ports, KnownSecrets],
      useFactory: async ({ database }: Ports, secrets: KnownSecrets) => {
        const { VAULT_HASH_KEY } = readEnvironment(environment);
        await secrets.note({ name: 'VAULT_HASH_KEY', value: VAULT_HASH_KEY, forEver: true });
        const vault = new CollectionVault(database, VAULT_HASH_KEY);
        await vault.open();
        return vault;
      },
    },
  ],
  exports: [Vault],
})
export class VaultModule {}
