/** vault: personal data by subject, behind the interface that the encrypted vault keeps. */
export { CollectionVault } from './collection-vault.js';
export { Vault } from './vault.js';
export { VaultModule } from './vault.module.js';
