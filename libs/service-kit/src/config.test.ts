import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, redacted, SettingsError } from './config.js';

const faultsOf = (
  environment: NodeJS.ProcessEnv,
  needed: Parameters<typeof readSettings>[1] = [],
): string[] => {
  try {
    readSettings(environment, needed);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(/:.*/, ''));
  }
  return [];
};

describe('the settings', () => {
  it('need nothing that has a usual value', () => {
    expect(readSettings({})).toMatchObject({
      LANGNGHE_HOST: '127.0.0.1',
      LANGNGHE_LOG_LEVEL: 'info',
      LANGNGHE_TRUST_PROXY: false,
    });
  });

  it('are read as what they are', () => {
    const environment = {
      PORT: '3001',
      LANGNGHE_TRUST_PROXY: 'true',
      LANGNGHE_RATE_LIMIT: '5',
      PATH: '/bin',
    };
    expect(readSettings(environment)).toMatchObject({
      PORT: 3001,
      LANGNGHE_TRUST_PROXY: true,
      LANGNGHE_RATE_LIMIT: 5,
    });
  });

  it('do not pass over a name that is mistyped', () => {
    expect(() => readSettings({ LANGNGHE_HOTS: '0.0.0.0' })).toThrow(
      'LANGNGHE_HOTS: there is no such setting',
    );
    expect(readSettings({ HOTS: 'of somebody else' })).not.toHaveProperty('HOTS');
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'not a URL'],
    ['LANGNGHE_LOG_LEVEL', 'loud'],
    ['LANGNGHE_ROLE_SECRET', 'short'],
    ['LANGNGHE_ADMIN_PASSWORD', 'short'],
    ['LANGNGHE_TRUST_PROXY', 'yes'],
    ['LANGNGHE_WEBHOOK_PRIVATE_TARGETS', 'yes'],
    ['LANGNGHE_NAME_PREFIX', 'Two Words'],
    ['LANGNGHE_RATE_LIMIT', '0'],
    ['LANGNGHE_SMTP_URL', 'http://thu.example'],
    ['LANGNGHE_MAIL_FROM', 'khong phai'],
    ['LANGNGHE_MAIL_FROM', 'a@b.vn\r\nBcc: c@d.vn'],
  ])('do not take %s=%s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([name]);
  });

  it('tell every fault at once: malformed, unknown and missing', () => {
    const environment = { PORT: 'x', LANGNGHE_LOG_LEVEL: 'loud', LANGNGHE_HOTS: 'y' };
    expect(faultsOf({}, ['DATABASE_URL', 'PORT'])).toEqual(['DATABASE_URL', 'PORT']);
    expect(faultsOf(environment, ['DATABASE_URL']).toSorted()).toEqual([
      'DATABASE_URL',
      'LANGNGHE_HOTS',
      'LANGNGHE_LOG_LEVEL',
      'PORT',
    ]);
  });

  it('do not repeat a secret that is not right', () => {
    expect(() => readSettings({ LANGNGHE_ROLE_SECRET: 'hush' })).toThrow(/^(?!.*hush)/s);
  });
});

describe('the settings as they are printed', () => {
  it('keep secrets and passwords to themselves, and leave out what is not set', () => {
    const printed = redacted(
      readSettings({
        DATABASE_URL: 'postgres://registry_app:s3cret@db:5432/langnghe',
        REDIS_URL: 'redis://:s3cret@cache:6379',
        LANGNGHE_ROLE_SECRET: 'a-s3cret-of-the-roles',
        LANGNGHE_ADMIN_PASSWORD: 'a-s3cret-password',
        LANGNGHE_OIDC_CLIENT_SECRET: 's3cret',
        LANGNGHE_SMTP_URL: 'smtp://langnghe:s3cret@thu.example:587',
      }),
    );
    expect(JSON.stringify(printed)).not.toContain('s3cret');
    expect(printed).toMatchObject({
      DATABASE_URL: 'postgres://registry_app:…@db:5432/langnghe',
      LANGNGHE_ROLE_SECRET: '…',
      LANGNGHE_HOST: '127.0.0.1',
    });
    expect(printed).not.toHaveProperty('RABBITMQ_URL');
  });

  it('hide any password of a URL, whatever characters it has', () => {
    const password = fc.string({
      unit: fc.constantFrom(...'abcXYZ019:@!$&*+,;=%-._~'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(password, (chosen) => {
        const url = `postgres://app:<${chosen}>@db/langnghe`;
        fc.pre(URL.canParse(url));
        const printed = redacted(readSettings({ DATABASE_URL: url }))['DATABASE_URL'];
        expect(printed).toBe('postgres://app:…@db/langnghe');
      }),
    );
  });
});
