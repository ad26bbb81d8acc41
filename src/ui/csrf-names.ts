/** The hidden field and the request header that carry the CSRF token. */
export const csrfField = 'csrf'
export const csrfHeader = 'x-csrf'
