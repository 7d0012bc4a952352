package earshot.ui.messages;

import module java.base;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.ViewContext;

/// The messages between devices, and the rules for them.
public final class MessagesView extends FxmlView<MessagesController> {
    private final MessagesViewModel model;
    private final SendingRulesViewModel rules;

    public MessagesView(ViewContext viewContext) {
        super("messages", viewContext);
        model = new MessagesViewModel(viewContext);
        rules = new SendingRulesViewModel(viewContext);
    }

    @Override
    protected MessagesController newController() {
        return new MessagesController(viewContext, model, rules);
    }

    /// Shows the messages of a device, by its id.
    @Override
    public void show(String device) {
        model.kind().set(MessageKind.ALL);
        model.filter().set(device);
    }

    @Override
    public void onShown() {
        rules.refresh();
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return List.of(PaletteEntry.command(viewContext.texts(), "messages.retry.all", "", model::retryAll),
            PaletteEntry.command(viewContext.texts(), "messages.clear", "", model::clear));
    }

    @Override
    public void close() {
        super.close();
        model.close();
        rules.close();
    }
}
