// A real mail server: what it took, as mailparser reads it, goes to standard output, one JSON line a mail.
import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const options = JSON.parse(process.argv[2]);
const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');
const no = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  key: readFileSync(options.key),
  cert: readFileSync(options.certificate),
  disableReverseLookup: true,
  authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
  size: 1_000_000,
  ...options.server,
  onAuth(auth, session, done) {
    const isKnown = auth.method === 'XOAUTH2' ? auth.accessToken === 'good-token' : auth.username === 'agent' && auth.password === 'pencil';
    if (isKnown) {
      done(null, { user: auth.username });
    } else if (auth.method === 'XOAUTH2') {
      done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
    } else {
      done(no(535, 'Invalid username or password'));
    }
  },
  onRcptTo({ address }, session, done) {
    done(address.endsWith('@refused.example') ? no(550, `${address} is unknown here`) : address.endsWith('@later.example') ? no(451, 'Greylisted') : null);
  },
  async onData(stream, session, done) {
    const chunks = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
    }
    if (stream.sizeExceeded) {
      done(no(552, 'Message exceeds fixed maximum message size'));
      return;
    }
    const raw = Buffer.concat(chunks);
    const mail = await simpleParser(raw, { skipImageLinks: true });
    say({
      raw: raw.toString('base64'),
      from: session.envelope.mailFrom.address,
      parameters: Object.keys(session.envelope.mailFrom.args || {}),
      to: session.envelope.rcptTo.map((recipient) => recipient.address),
      encrypted: session.secure,
      method: session.transmissionType,
      user: session.user ?? null,
      client: session.hostNameAppearsAs,
      subject: mail.subject ?? null,
      headerFrom: mail.from?.text ?? null,
      headerTo: mail.to?.text ?? null,
      headerCc: mail.cc?.text ?? null,
      headerBcc: mail.bcc?.text ?? null,
      messageId: mail.messageId ?? null,
      inReplyTo: mail.inReplyTo ?? null,
      date: mail.date?.toISOString() ?? null,
      text: mail.text ?? null,
      html: mail.html || null,
      attachments: mail.attachments.map((file) => ({ filename: file.filename, type: file.contentType, content: file.content.toString('base64') })),
    });
    done(null, 'Ok: queued as REAL1234');
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
