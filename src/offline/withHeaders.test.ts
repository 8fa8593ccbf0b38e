import { describe, expect, it } from 'vitest';
import { withHeaders } from './withHeaders';

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

describe('withHeaders', () => {
  it('adds what is missing and keeps the rest of the answer', async () => {
    const given = new Response('body', {
      status: 206,
      statusText: 'Partial Content',
      headers: { 'Content-Type': 'text/plain' },
    });
    const answer = withHeaders(given, HEADERS);
    expect(answer.status).toBe(206);
    expect(answer.statusText).toBe('Partial Content');
    expect(answer.headers.get('Content-Type')).toBe('text/plain');
    expect(answer.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(await answer.text()).toBe('body');
  });

  it("leaves the host's own headers alone", () => {
    const given = new Response('', { headers: { 'cross-origin-opener-policy': 'unsafe-none' } });
    const answer = withHeaders(given, HEADERS);
    expect(answer.headers.get('Cross-Origin-Opener-Policy')).toBe('unsafe-none');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it('passes on answers without a body', () => {
    expect(withHeaders(new Response(null, { status: 304 }), HEADERS).status).toBe(304);
  });

  it('passes on what has no status', () => {
    const failed = Response.error();
    expect(withHeaders(failed, HEADERS)).toBe(failed);
  });
});
