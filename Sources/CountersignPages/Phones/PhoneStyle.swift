/// The style of a sheet of phones: 390 px wide and up, no picture, no font from elsewhere.
enum PhoneStyle {
    static let text: StaticString = """

        * { box-sizing: border-box }
        body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c1c1e; background: #f2f2f4 }
        header { padding: 1.25rem 1rem .75rem; background: var(--primary, #1f4e79);
          color: var(--on-primary, #fff) }
        header p { margin: .25rem 0 }
        h1 { margin: 0; font-size: 1.4rem }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .5rem }
        nav a { color: inherit; padding: .25rem 0 }
        main { padding: 0 1rem 2rem }
        h2 { margin: 1.5rem 0 .75rem; font-size: 1.2rem }
        .phones { display: grid; gap: 1.5rem;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)) }
        article { min-width: 0 }
        h3 { margin: 0 0 .35rem; font-size: 1rem }
        .phone { border: 8px solid #2c2c2e; border-radius: 1.75rem; background: #fff; overflow: hidden;
          min-height: 18rem; padding-bottom: 1rem }
        .phone.whatsapp { background: #efe7de }
        .bar { margin: 0 0 1rem; padding: .7rem 1rem; background: #e5e5ea; font-weight: 600;
          overflow-wrap: anywhere }
        .rcs .bar, .email .bar, .push .bar { background: var(--primary, #1f4e79);
          color: var(--on-primary, #fff) }
        .bubble, .card { margin: 0 1rem .75rem; border-radius: 1rem; background: #e9e9eb;
          overflow-wrap: anywhere }
        .whatsapp .bubble { background: #fff }
        .bubble { max-inline-size: 90%; border-end-start-radius: .25rem }
        .bubble p, .card p, p.bubble { white-space: pre-line }
        .bubble p, .card p { margin: 0; padding: .7rem .9rem }
        p.bubble { padding: .7rem .9rem; margin-top: .5rem }
        .card { background: var(--background, #fff); color: var(--text, #1c1c1e);
          border: 1px solid #c7c7cc; overflow: hidden }
        .card h4 { margin: 0; padding: .8rem .9rem 0; font-size: 1.05rem }
        .card .picture { padding: 2rem 1rem; text-align: center; background: var(--primary, #1f4e79);
          color: var(--on-primary, #fff); font-size: .85rem }
        .mail iframe { display: block; width: 100%; height: 30rem; border: 0; margin-top: .5rem;
          background: #fff }
        .buttons { list-style: none; margin: 0; padding: 0 }
        .buttons li { padding: .6rem .9rem; text-align: center; border-top: 1px solid #c7c7cc;
          color: var(--primary, #1f4e79); font-weight: 600 }
        .bubble .buttons li { color: #0a5c4a }
        details { margin: 0 1rem .75rem }
        summary { padding: .35rem 0; cursor: pointer }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; margin: .5rem 0 0;
          font-size: .85rem }
        dt { color: #55555a }
        dd { margin: 0; overflow-wrap: anywhere; min-width: 0 }
        .findings { margin: .5rem 0 0; padding: .4rem .6rem .4rem 1.6rem; font-size: .85rem;
          background: #fff4d6; border-radius: .5rem }

        """
}
