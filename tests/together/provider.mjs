// A real OpenID Connect provider for tests/together/test_real_provider.py: any name may sign in with any password.
import { Provider } from 'oidc-provider';

const server = await new Promise((resolve) => {
  import('node:http').then(({ createServer }) => {
    const made = createServer((request, response) => handler(request, response));
    made.listen(0, '127.0.0.1', () => resolve(made));
  });
});
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'followthrough-desk',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/signed-in'],
    },
  ],
  pkce: { required: () => true, methods: ['S256'] },
  cookies: { keys: ['for tests only'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
const handler = provider.callback();
console.log(issuer);
process.stdin.on('end', () => process.exit(0)).resume();
