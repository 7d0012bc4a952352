package earshot.ui.problems;

import module java.base;

import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;

/// The problems view: open and resolved problems, with what to do about them.
public final class ProblemsView extends FxmlView<ProblemsController> {
    private final ProblemsViewModel model;

    public ProblemsView(ViewContext viewContext) {
        super("problems", viewContext);
        model = new ProblemsViewModel(viewContext);
    }

    @Override
    protected ProblemsController newController() {
        return new ProblemsController(viewContext, model);
    }

    /// Shows a problem by its number, also one that the filter hides.
    @Override
    public void show(String number) {
        model.filter().set("");
        controller().ifPresent(shown -> shown.select(Long.parseLong(number)));
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        Texts texts = viewContext.texts();
        Stream<PaletteEntry> problems = viewContext.model().problems().get().stream()
            .map(entry -> new PaletteEntry(texts.get(entry.open() ? "palette.problem" : entry.replaced() ? "problems.kind.replaced" : "problems.kind.resolved"),
            texts.what(DeviceNames.in(viewContext.model(), entry.problem())), TimeFormatter.CLOCK.format(entry.at()), "", entry.problem().code().key(),
            () -> viewContext.navigate().accept(NavigationTarget.of(id(), Long.toString(entry.number())))));
        return Stream.concat(Stream.of(PaletteEntry.command(texts, "problems.acknowledge.all", "", model::acknowledgeAll),
            PaletteEntry.command(texts, "problems.dismiss.resolved", "", model::dismissResolved)), problems).toList();
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
