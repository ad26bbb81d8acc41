/** The hidden field that carries the CSRF token. */
export const csrfField = 'csrf'
