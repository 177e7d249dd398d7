import { CompactSign, type CompactVerifyGetKey, type CryptoKey, compactVerify } from 'jose';
import { CheckpointClaims } from '#contracts/audit';

/** No access token is of this type, and no checkpoint can pass for one. */
const TYPE = 'langnghe-audit-checkpoint';
const ALGORITHM = 'EdDSA';

/** A checkpoint that none of the keys has signed, or that says something else than a checkpoint does. */
export class ForgedCheckpoint extends Error {}

/** Signs a head as a compact JWS. */
export function signCheckpoint(
  claims: CheckpointClaims,
  { kid, key }: { kid: string; key: CryptoKey },
): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
    .sign(key);
}

/**
 * What a checkpoint says.
 * @throws ForgedCheckpoint
 */
export async function readCheckpoint(jws: string, keys: CompactVerifyGetKey): Promise<CheckpointClaims> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: [ALGORITHM] });
    if (protectedHeader.typ !== TYPE) throw new Error(`it is of the type ${protectedHeader.typ}`);
    return CheckpointClaims.parse(JSON.parse(Buffer.from(payload).toString()));
  } catch (error) {
    throw new ForgedCheckpoint((error as Error).message, { cause: error });
  }
}

/** The checkpoints in a text: one by itself, one to a line, or an answer of the API as it was saved. */
export const checkpointsIn = (text: string): string[] => [
  ...new Set(text.match(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g)),
];
