/// The demo shop's style: system fonts, both colour schemes, both writing directions.
enum DemoStyle {
    static let text: StaticString = """
        :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --faint: #595963; --line: #b9b9c4;
          --accent: #0b57d0; --on-accent: #fff; --bubble: #e9eef9; --good: #0a6b2d; --bad: #a8140a; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ececf1; --paper: #131316; --faint: #b0b0bc; --line: #55555f;
            --accent: #a8c7fa; --on-accent: #062e6f; --bubble: #26304a; --good: #7ddc9b; --bad: #ffb4ab; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 68rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-block: 0 .5rem; }
        h2:focus { outline: none; }
        main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
        section { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; min-width: 0; }
        section[hidden] { display: none; }
        #proof { grid-column: 1 / -1; }
        .simulator { border-inline-start: .3rem solid var(--accent); padding-inline-start: .6rem; }
        .hint { color: var(--faint); font-size: .9rem; margin-block: .25rem .75rem; }
        fieldset { border: 0; padding: 0; margin: 0 0 .75rem; } legend { padding: 0; font-weight: 600; }
        label { display: block; font-weight: 600; margin-block-start: .5rem; }
        .choice { display: flex; gap: .6rem; align-items: center; font-weight: 400; min-height: 2.75rem; }
        .choice .price { margin-inline-start: auto; font-variant-numeric: tabular-nums; }
        input:not([type=radio]), select { width: 100%; min-height: 2.75rem; padding: .4rem .6rem; font: inherit;
          color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
        select option { color: #1b1b1f; background: #fff; }
        #code { font-size: 1.5rem; letter-spacing: .25em; }
        button { min-height: 2.75rem; padding: .4rem 1rem; margin-block-start: .75rem; margin-inline-end: .5rem; font: inherit;
          font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: .5rem; }
        button.second { color: var(--accent); background: transparent; border-color: var(--accent); }
        button:disabled { opacity: .55; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .phone { border: .35rem solid var(--line); border-radius: 1.5rem; padding: 1rem; min-height: 14rem; }
        .phone > .simulator { margin-block-start: 0; }
        #messages { list-style: none; margin: 0; padding: 0; max-height: 28rem; overflow-y: auto; }
        #messages li { background: var(--bubble); border-radius: .9rem; padding: .6rem .8rem; margin-block: .5rem; }
        .from { display: flex; justify-content: space-between; gap: .5rem; color: var(--faint); font-size: .85rem; }
        .body { white-space: pre-wrap; overflow-wrap: anywhere; }
        .title { font-weight: 600; overflow-wrap: anywhere; }
        .suggestion { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem;
          margin-block-start: .3rem; margin-inline-end: .3rem; font-size: .9rem; }
        .problem, .answer[data-kind=bad] { color: var(--bad); } .answer[data-kind=good] { color: var(--good); }
        .answer, .problem { margin-block: .75rem 0; } .answer:empty, .problem:empty { margin: 0; }
        details { margin-block-start: .75rem; } summary { cursor: pointer; min-height: 1.75rem; }
        dl { display: grid; grid-template-columns: fit-content(16rem) 1fr; gap: .2rem .8rem; margin: 0; }
        dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
        @media (max-width: 36rem) { dl { display: block; } dd { margin-block-end: .4rem; } }
        .token { font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere; }
        @media (prefers-reduced-motion: no-preference) { #messages li { animation: arrive .25s ease-out; } }
        @keyframes arrive { from { opacity: 0; transform: translateY(.4rem); } }
        """
}
