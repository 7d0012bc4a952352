package earshot.ui.turns;

import module java.base;

import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.HeardText;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;

/// The turns view: shows why a turn was slow or wrong.
public final class TurnsView extends FxmlView<TurnsController> {
    private final TurnsViewModel model;

    public TurnsView(ViewContext viewContext) {
        super("turns", viewContext);
        model = new TurnsViewModel(viewContext);
    }

    @Override
    protected TurnsController newController() {
        return new TurnsController(viewContext, model);
    }

    /// Shows the turns of one device, or the turn `#number` among all.
    @Override
    public void show(String target) {
        if (target.startsWith("#")) {
            model.select(Long.parseLong(target.substring(1)));
        } else {
            model.filter().set(target);
        }
    }

    /// The turns that are kept, the newest first.
    @Override
    public List<PaletteEntry> paletteEntries() {
        Texts texts = viewContext.texts();
        Stream<PaletteEntry> turns = DeviceNames.in(viewContext.model(), viewContext.model().turns().get()).stream()
            .map(turn -> new PaletteEntry(texts.get("palette.turn"), turn.device() + "  " + TimeFormatter.CLOCK.format(turn.facts().at()),
                HeardText.of(turn.facts().transcript(), texts, "turns.heard.nothing"), "", turn.facts().answer().text(),
                () -> viewContext.navigate().accept(NavigationTarget.ofTurn(turn.number()))));
        Stream<PaletteEntry> commands = viewContext.recorded() ? Stream.of()
            : Stream.of(PaletteEntry.command(texts, "turns.forget", "", () -> {
                viewContext.navigate().accept(NavigationTarget.of(id()));
                controller().ifPresent(TurnsController::askToForget);
            }));
        return Stream.concat(commands, turns).toList();
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
