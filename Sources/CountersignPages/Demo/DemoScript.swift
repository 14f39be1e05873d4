/// The demo shop's script: everything from outside becomes text nodes, never markup.
enum DemoScript {
    static let text: StaticString = #"""
        'use strict';
        const at = id => document.getElementById(id);
        let current = null, seen = new Set(), phone = at('phone').value, polling = 0;

        const channels = { sms: 'SMS', whatsapp: 'WhatsApp', rcs: 'RCS', email: 'Email', push: 'Push' };

        function element(name, className, text, parent) {
          const made = document.createElement(name);
          if (className) made.className = className;
          made.textContent = text;
          parent.append(made);
          return made;
        }

        async function post(path, body) {
          try {
            const answer = await fetch(path, { method: 'POST',
              headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
            return { ok: answer.ok, body: await answer.json().catch(() => ({})) };
          } catch { return { ok: false, body: { title: 'The service does not answer.' } }; }
        }

        function words(problem) {
          const left = problem.attempts_left;
          const rest = typeof left === 'number' ? ` Attempts left: ${left}.` : '';
          const faults = Array.isArray(problem.errors) ? problem.errors.map(e => ' ' + e.detail).join('') : '';
          return [problem.title, problem.detail].filter(Boolean).join(' ') + faults + rest;
        }

        function answer(kind, text) {
          at('answer').dataset.kind = kind;
          at('answer').textContent = text;
        }

        function show(message) {
          if (seen.has(message.id)) return;
          seen.add(message.id);
          at('no-messages').hidden = true;
          const bubble = element('li', '', '', at('messages'));
          bubble.dir = 'auto';
          const from = element('div', 'from', '', bubble);
          element('bdi', '', message.from || 'Acme Shoes', from);
          element('span', '', channels[message.channel] || message.channel, from);
          if (message.title) element('div', 'title', message.title, bubble).dir = 'auto';
          element('div', 'body', message.text, bubble).dir = 'auto';
          for (const label of message.buttons || []) element('span', 'suggestion', label, bubble);
          bubble.scrollIntoView({ block: 'nearest' });
        }

        async function poll(turn) {
          while (turn === polling) {
            try {
              const answer = await fetch('/demo/phone?to=' + encodeURIComponent(phone));
              if (answer.ok && turn === polling)
                for (const message of (await answer.json()).messages) show(message);
            } catch { /* The service may be restarting; the next turn asks again. */ }
            await new Promise(resume => setTimeout(resume, 1000));
          }
        }

        at('buy').addEventListener('submit', async event => {
          event.preventDefault();
          const button = event.submitter || at('buy').querySelector('button');
          button.disabled = true;
          at('buy-problem').textContent = '';
          const item = new FormData(at('buy')).get('item');
          if (phone !== at('phone').value) {
            phone = at('phone').value;
            at('messages').replaceChildren();
            seen = new Set();
          }
          const reply = await post('/demo/buy', { item, phone, locale: at('locale').value });
          button.disabled = false;
          if (!reply.ok) { at('buy-problem').textContent = words(reply.body); return; }
          current = reply.body;
          const chosen = at('buy').querySelector('input:checked').parentElement;
          begin(chosen.querySelector('.price').textContent);
        });

        function begin(price) {
          at('payment').textContent = `${price} to ${current.payee}.`
            + (current.match_word ? ` The message shows the word ${current.match_word}.` : '');
          at('amount').value = current.amount.value;
          at('code').value = '';
          answer('', '');
          at('verify').querySelectorAll('button').forEach(each => { each.disabled = false; });
          at('proof').hidden = true;
          at('confirmation').hidden = false;
          at('confirmation-title').focus();
          poll(++polling);
        }

        async function verify(value) {
          const reply = await post('/demo/verify', { id: current.id, code: at('code').value,
            amount: { value, currency: current.amount.currency } });
          if (!reply.ok) { answer('bad', words(reply.body)); return; }
          answer('good', 'Approved. The shop may charge exactly this amount.');
          at('verify').querySelectorAll('button').forEach(each => { each.disabled = true; });
          polling++;
          if (reply.body.receipt) prove(reply.body.receipt);
        }

        at('verify').addEventListener('submit', event => {
          event.preventDefault();
          verify(Number(at('amount').value));
        });

        at('cheat').addEventListener('click', () => {
          if (!at('code').reportValidity()) return;
          at('amount').value = current.amount.value * 10;
          verify(current.amount.value * 10);
        });

        function prove(token) {
          const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
          const bytes = Uint8Array.from(atob(part), character => character.charCodeAt(0));
          const claims = JSON.parse(new TextDecoder().decode(bytes));
          const list = at('claims');
          list.replaceChildren();
          const rows = (facts, prefix) => {
            for (const [name, value] of Object.entries(facts)) {
              if (value && typeof value === 'object' && !Array.isArray(value)) {
                rows(value, prefix + name + '.');
              } else {
                element('dt', '', prefix + name, list);
                element('dd', '', String(value), list).dir = 'auto';
              }
            }
          };
          rows(claims, '');
          at('token').textContent = token;
          at('proof').hidden = false;
          at('proof-title').focus();
        }

        at('again').addEventListener('click', () => {
          at('confirmation').hidden = true;
          at('proof').hidden = true;
          current = null;
          at('buy').querySelector('input:checked').focus();
        });
        """#
}
