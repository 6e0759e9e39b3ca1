/** Shows openapi.yaml with Swagger UI, whose requests this gateway answers like any other's. */

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

/** With a session's cookie, what changes something needs the session's second secret. */
let csrf = null;
fetch('/api/v1/session', { cache: 'no-store' })
  .then((response) => (response.ok ? response.json() : {}))
  .then((session) => {
    csrf = session.csrf ?? null;
  })
  .catch(() => {});

function withSecret(request) {
  const safe = ['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase());
  if (csrf && !safe) {
    request.headers['X-CSRF-Token'] = csrf;
  }
  return request;
}

const script = document.createElement('script');
script.src = '/docs/assets/swagger-ui-bundle.js';
script.addEventListener('load', () => {
  globalThis.SwaggerUIBundle({
    url: '/openapi.yaml',
    domNode: document.getElementById('rest'),
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    docExpansion: 'list',
    displayRequestDuration: true,
    requestInterceptor: withSecret,
    tryItOutEnabled: false,
    validatorUrl: null,
  });
});
document.head.append(script);
