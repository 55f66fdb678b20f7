/** Downloads a mongod by mongodb-memory-server and puts it into a folder: `node download-mongod.ts <version> <folder>`. */
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';

const [version, folder] = process.argv.slice(2);
if (!version || !folder) throw new Error('usage: download-mongod.ts <version> <folder>');
const downloadDir = await mkdtemp(join(folder, 'work-'));
const mongod = join(folder, 'mongod');
await copyFile(await MongoBinary.getPath({ version, downloadDir, checkMD5: true }), mongod);
await chmod(mongod, 0o755);
await rm(downloadDir, { recursive: true });
