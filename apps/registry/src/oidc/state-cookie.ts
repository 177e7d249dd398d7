const NAME = 'langnghe-oidc';

/** Ties an attempt to the browser that began it, so that nobody is signed in by following someone else's link. */
export const stateCookie = (state: string, secure: boolean): string =>
  `${NAME}=${state}; HttpOnly; SameSite=Lax; Path=/; Max-Age=600${secure ? '; Secure' : ''}`;

/** The state of the attempt that this browser began; undefined when it began none. */
export const stateOf = (cookies: string | undefined): string | undefined =>
  new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(cookies ?? '')?.[1];
