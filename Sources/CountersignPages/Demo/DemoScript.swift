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

        function sentence(text) { return /[.!?]$/.test(text) ? text : text + '.'; }

        function explanation(problem) {
          const parts = [problem.detail, ...(problem.errors || []).map(each => each.detail)];
          const said = parts.filter((part, place) => part && !parts.slice(0, place).some(before => before.includes(part)));
          const left = problem.attempts_left;
          if (typeof left === 'number' && !said.join(' ').includes(left)) said.push('Attempts left: ' + left);
          return said.map(sentence).join(' ');
        }

        function tell(place, kind, title, detail) {
          place.dataset.kind = kind;
          place.replaceChildren();
          if (title) element('strong', '', sentence(title), place);
          if (detail) place.append(' ' + detail);
        }

        function refuse(place, problem) {
          tell(place, 'bad', problem.title || 'Refused', explanation(problem));
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
          tell(at('buy-problem'), '', '', '');
          const item = new FormData(at('buy')).get('item');
          if (phone !== at('phone').value) {
            phone = at('phone').value;
            at('messages').replaceChildren();
            seen = new Set();
          }
          const reply = await post('/demo/buy', { item, phone, locale: at('locale').value });
          button.disabled = false;
          if (!reply.ok) { refuse(at('buy-problem'), reply.body); return; }
          current = reply.body;
          const chosen = at('buy').querySelector('input:checked').parentElement;
          begin(chosen.querySelector('.price').textContent);
        });

        function begin(price) {
          at('payment').textContent = `${price} to ${current.payee}.`
            + (current.match_word ? ` The message shows the word ${current.match_word}.` : '');
          at('amount').value = current.amount.value;
          at('code').value = '';
          tell(at('answer'), '', '', '');
          allow(true);
          at('advice').replaceChildren();
          teach();
          at('proof').hidden = true;
          at('confirmation').hidden = false;
          at('confirmation-title').focus();
          poll(++polling);
        }

        let education = null;

        function passage(place, each, hasLabel) {
          if (hasLabel) element('strong', '', each.label, place).dir = 'auto';
          element('p', '', each.text, place).dir = 'auto';
        }

        async function teach() {
          at('education').hidden = true;
          education = null;
          try {
            const answer = await fetch('/demo/education?locale=' + encodeURIComponent(at('locale').value));
            if (!answer.ok) return;
            education = await answer.json();
          } catch { return; }
          at('education').lang = education.locale;
          at('why').textContent = education.why.label;
          at('why').dir = 'auto';
          at('teaching').replaceChildren();
          passage(at('teaching'), education.why, false);
          passage(at('teaching'), education.contact, true);
          at('education').hidden = false;
        }

        at('deny').addEventListener('click', async () => {
          allow(false);
          const reply = await post('/demo/deny', { id: current.id });
          if (!reply.ok) { allow(true); refuse(at('answer'), reply.body); return; }
          tell(at('answer'), 'bad', 'Denied', 'The shop charges nothing, and the code is void.');
          polling++;
          at('advice').replaceChildren();
          if (!education) return;
          at('advice').lang = education.locale;
          passage(at('advice'), education.after_denial, true);
        });

        function allow(isAllowed) {
          at('verify').querySelectorAll('button').forEach(each => { each.disabled = !isAllowed; });
        }

        async function verify(value) {
          allow(false);
          const reply = await post('/demo/verify', { id: current.id, code: at('code').value,
            amount: { value, currency: current.amount.currency } });
          if (!reply.ok) { allow(true); refuse(at('answer'), reply.body); return; }
          tell(at('answer'), 'good', 'Approved', 'The shop may charge exactly this amount.');
          polling++;
          if (reply.body.receipt) prove(reply.body.receipt);
        }

        at('verify').addEventListener('submit', event => {
          event.preventDefault();
          verify(Number(at('amount').value));
        });

        at('cheat').addEventListener('click', () => {
          if (at('code').reportValidity()) verify(current.amount.value * 10);
        });

        const first = ['outcome', 'payee', 'amount', 'currency', 'reference', 'recipient', 'channel', 'context_sha256'];
        const moments = ['iat', 'issued_at', 'expires_at'];

        function row(name, value, list) {
          const isMoment = moments.includes(name) && Number(value) > 0;
          element('dt', '', name, list);
          element('dd', '', isMoment ? new Date(value * 1000).toISOString() : String(value), list).dir = 'auto';
        }

        function rows(facts, prefix, list) {
          for (const [name, value] of Object.entries(facts)) {
            const isObject = value && typeof value === 'object' && !Array.isArray(value);
            if (isObject) rows(value, prefix + name + '.', list);
            else row(prefix + name, value, list);
          }
        }

        function prove(token) {
          const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
          const bytes = Uint8Array.from(atob(part), character => character.charCodeAt(0));
          const claims = JSON.parse(new TextDecoder().decode(bytes));
          at('claims').replaceChildren();
          at('rest').replaceChildren();
          for (const name of first) {
            if (name in claims) row(name, claims[name], at('claims'));
            delete claims[name];
          }
          rows(claims, '', at('rest'));
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
