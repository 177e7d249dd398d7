import { Module } from '@nestjs/common';
import { VaultReader } from './vault-reader.js';
import { VaultService } from './vault.service.js';

@Module({ providers: [VaultService, VaultReader], exports: [VaultService, VaultReader] })
export class VaultModule {}
