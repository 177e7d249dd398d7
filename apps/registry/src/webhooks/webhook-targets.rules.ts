import ipaddr from 'ipaddr.js';

/** Lies among public addresses, but answers inside of one cloud only: it hands out what its machines may know. */
const CLOUD_INTERNAL = '168.63.129.16';
/** What has been given to the public internet of IPv6; all else is special in one way or another. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address can be reached over the public internet by design. Addresses that carry another one inside
 * (IPv4-mapped, NAT64, 6to4, Teredo) count as not public, whatever they carry.
 */
export function isPublicAddress(address: string): boolean {
  if (!isAddress(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return parsed.toString() !== CLOUD_INTERNAL;
  return (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** What is wrong with an address to send to, before its name is looked up; undefined when nothing is. */
export function faultOfUrl(url: string, privateTargets: boolean): string | undefined {
  if (!URL.canParse(url)) return 'This is not an address';
  const { protocol, username, password, hash } = new URL(url);
  if (protocol !== 'https:' && !(privateTargets && protocol === 'http:'))
    return privateTargets ? 'It must begin with https:// or http://' : 'It must begin with https://';
  if (username || password) return 'It must not carry a name or a password; deliveries are signed';
  if (hash) return 'It must not have a part after #';
  const literal = literalAddress(url);
  if (literal && !privateTargets && !isPublicAddress(literal)) return notPublic;
  return undefined;
}

export const notPublic = 'It leads into a private network';

/**
 * The IP address that a URL names itself, if it does. The URL parser has put every way to write an IPv4 address
 * (decimal, octal, hexadecimal, shortened) into the usual form by then.
 */
export function literalAddress(url: string): string | undefined {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return isAddress(host) ? host : undefined;
}

const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
