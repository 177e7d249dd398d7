import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { reporting } from '#apps/reporting/src/reporting.service-definition';
import { tokenIssuer } from '#auth/tokens';
import { InProcessTransport } from '#messaging/in-process-transport';
import { createLogger } from '#service-kit/log';
import { createService } from '#service-kit/service';
import { answerParent } from './processes.js';

/** The reporting service alone, and a token by which an editor reads. */
answerParent(async ({ databaseUrl }: { databaseUrl: string }) => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const app = await createService(reporting, {
    databaseUrl,
    transport: new InProcessTransport(),
    keys: createLocalJWKSet({ keys: [key] }),
    settings: [],
    logger: createLogger('bench', 'warn'),
  });
  await app.listen(0, '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
  const grants = [{ role: 'editor', ranges: [], organisationId: null }];
  const claims = {
    kind: 'account',
    sid: randomUUID(),
    personId: null,
    grants,
    permissions: [],
    secondFactor: false,
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'bench' })
    .setSubject(randomUUID())
    .setIssuer(tokenIssuer)
    .setAudience(tokenIssuer)
    .setExpirationTime('2 h')
    .sign(privateKey);
  return { url: await app.getUrl(), token };
});
