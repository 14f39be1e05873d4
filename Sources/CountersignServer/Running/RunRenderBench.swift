/// Measures what a message costs to render, for every template of a folder.
func runRenderBench(
    _ options: BenchOptions,
    in surroundings: Surroundings
) throws(CommandFailure) -> ExitStatus {
    let folder = try TemplateOptions.folder(
        option: options.places.templates,
        config: nil,
        in: surroundings
    )
    let library = try TemplateOptions.library(of: folder, in: surroundings)
    let results = try RenderBench.measure(library)
    surroundings.console.output(
        options.isJSON ? RenderBench.json(results) + "\n" : RenderBench.text(results)
    )
    return .done
}
