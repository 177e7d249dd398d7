const FIRST_PAUSE_SECONDS = 30;
const MAX_PAUSE_SECONDS = 30 * 60;

/** Seconds until a mail that failed for the n-th time is tried again: doubles up to half an hour. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 10), MAX_PAUSE_SECONDS);

/** What is known of a failed sending. */
export interface SendingFailure {
  message: string;
  code?: string;
  /** Of the SMTP conversation: what was said, and the number of the server's answer. */
  command?: string;
  responseCode?: number;
}

/** Whether the server has refused the address itself, for good: trying again would only annoy it. */
export const isRefusedAddress = ({ command, responseCode = 0 }: SendingFailure): boolean =>
  command === 'RCPT TO' && responseCode >= 500;

/** The failure in words for administrators: servers like to repeat addresses, and whose they are is not for them. */
export function reasonOf({ message, code, command }: SendingFailure, address: string): string {
  const words = [code, command && `at ${command}:`, message].filter(Boolean).join(' ');
  return words
    .replaceAll(/[^\s<>"]*@[^\s<>"]*/g, '…')
    .replaceAll(address.slice(0, address.lastIndexOf('@')), '…')
    .slice(0, 500);
}
