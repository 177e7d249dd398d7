import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfUrl, isPublicAddress } from './webhook-targets.rules.js';

const inside: [what: string, url: string][] = [
  ['loopback', 'https://127.0.0.1/'],
  ['loopback, another', 'https://127.9.8.7/'],
  ['loopback, decimal', 'https://2130706433/'],
  ['loopback, octal', 'https://0177.0.0.1/'],
  ['loopback, hexadecimal', 'https://0x7f000001/'],
  ['loopback, shortened', 'https://127.1/'],
  ['loopback, full width', 'https://１２７.0.0.1/'],
  ['this host', 'https://0.0.0.0/'],
  ['this network', 'https://0.1.2.3/'],
  ['10/8', 'https://10.1.2.3/'],
  ['172.16/12', 'https://172.31.255.254/'],
  ['192.168/16', 'https://192.168.1.1/'],
  ['192.168/16, octal', 'https://0300.0250.1.1/'],
  ['link-local', 'https://169.254.1.1/'],
  ['metadata', 'https://169.254.169.254/latest/meta-data/'],
  ['metadata, decimal', 'https://2852039166/'],
  ['metadata of a second cloud', 'https://100.100.100.200/'],
  ['metadata of a third cloud', 'https://192.0.0.192/'],
  ['metadata of a fourth cloud', 'https://168.63.129.16/'],
  ['carrier-grade NAT', 'https://100.64.0.1/'],
  ['carrier-grade NAT, last', 'https://100.127.255.254/'],
  ['benchmarking', 'https://198.18.0.1/'],
  ['documentation', 'https://192.0.2.1/'],
  ['multicast', 'https://224.0.0.1/'],
  ['reserved', 'https://240.0.0.1/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['IPv6 unspecified', 'https://[::]/'],
  ['IPv6 link-local', 'https://[fe80::1]/'],
  ['IPv6 unique local', 'https://[fd12:3456::1]/'],
  ['IPv6 metadata', 'https://[fd00:ec2::254]/'],
  ['IPv6 site-local', 'https://[fec0::1]/'],
  ['IPv6 multicast', 'https://[ff02::1]/'],
  ['IPv6 documentation', 'https://[2001:db8::1]/'],
  ['IPv4-mapped loopback', 'https://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped, hexadecimal', 'https://[::ffff:a00:1]/'],
  ['IPv4-mapped, even if public', 'https://[::ffff:1.1.1.1]/'],
  ['IPv4-compatible', 'https://[::127.0.0.1]/'],
  ['NAT64', 'https://[64:ff9b::7f00:1]/'],
  ['6to4', 'https://[2002:7f00:1::]/'],
  ['Teredo', 'https://[2001:0:7f00:1::]/'],
  ['discard', 'https://[100::1]/'],
];

const wrong: [what: string, url: string, fault: RegExp][] = [
  ['no address', 'nonsense', /not an address/],
  ['no TLS', 'http://hook.example.org/', /https/],
  ['another protocol', 'ftp://hook.example.org/', /https/],
  ['a file', 'file:///etc/passwd', /https/],
  ['a name and password', 'https://a:b@hook.example.org/', /password/],
  ['a name', 'https://a@hook.example.org/', /password/],
  ['a fragment', 'https://hook.example.org/#x', /#/],
];

describe('an address to send to', () => {
  it.each(inside)('that lies inside is refused: %s', (_, url) => {
    expect(faultOfUrl(url, false)).toBe('It leads into a private network');
    expect(faultOfUrl(url, true)).toBeUndefined();
  });

  it.each(wrong)('that is wrong is refused: %s', (_, url, fault) => {
    expect(faultOfUrl(url, false)).toMatch(fault);
  });

  it.each(['https://hook.example.org/a?b=c', 'https://1.1.1.1/', 'https://[2606:4700::1111]:8443/'])(
    'that is public is taken: %s',
    (url) => expect(faultOfUrl(url, false)).toBeUndefined(),
  );

  it('may do without TLS only where private networks are allowed', () => {
    expect(faultOfUrl('http://10.0.0.7/', true)).toBeUndefined();
    expect(faultOfUrl('ftp://10.0.0.7/', true)).toMatch(/http/);
  });

  it('is judged alike however an IPv4 address is written', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('decimal', 'hexadecimal', 'octal'), (address, form) => {
        const octets = address.split('.').map(Number);
        const number = octets.reduce((sum, octet) => sum * 256 + octet, 0);
        const written = {
          decimal: String(number),
          hexadecimal: `0x${number.toString(16)}`,
          octal: octets.map((octet) => `0${octet.toString(8)}`).join('.'),
        }[form]!;
        expect(faultOfUrl(`https://${written}/`, false) === undefined).toBe(isPublicAddress(address));
      }),
    );
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '::g'])(
    'that is no IP address is not public: "%s"',
    (text) => expect(isPublicAddress(text)).toBe(false),
  );
});
