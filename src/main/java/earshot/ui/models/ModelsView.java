package earshot.ui.models;

import module java.base;

import earshot.config.DottedKey;
import earshot.engine.Command;
import earshot.llm.Purpose;
import earshot.remote.ProviderKind;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
/// The models view: models by purpose; assistant, recognizer, voice and providers; history of the settings.
public final class ModelsView extends FxmlView<ModelsController> {
    private static final String TOOL_SERVERS = "tool_servers";

    private final PurposesViewModel purposes;
    private final AssistantViewModel assistant;
    private final SettingsHistoryViewModel history;

    public ModelsView(ViewContext viewContext) {
        super("models", viewContext);
        purposes = new PurposesViewModel(viewContext);
        assistant = new AssistantViewModel(viewContext);
        history = new SettingsHistoryViewModel(viewContext);
    }

    @Override
    protected ModelsController newController() {
        return new ModelsController(viewContext, purposes, assistant, history, this::addModel, this::show);
    }

    @Override
    public Parent build() {
        int tab = controller().map(ModelsController::selectedTab).orElse(0);
        purposes.refreshTexts();
        assistant.refreshTexts();
        Parent root = super.build();
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        controller().ifPresent(now -> now.selectTab(tab));
        return root;
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER && key.isShortcutDown() && !key.isAltDown()) {
            controller().ifPresent(ModelsController::apply);
            key.consume();
        }
    }

    private void addModel() {
        add(ProviderKind.LLM);
    }

    private void add(ProviderKind kind) {
        assistant.add(kind);
        focusForm(ModelsController::focusForm);
    }

    /// In a view that is shown for the first time the fields of the form are in the window from the first frame on.
    private void focusForm(Consumer<ModelsController> focus) {
        controller().ifPresent(now -> {
            now.showForm();
            viewContext.pump().runLater(() -> focus.accept(now));
        });
    }

    @Override
    public void onShown() {
        if (!assistant.localServers().searched().get()) {
            assistant.localServers().search();
        }
    }

    /// @param target a purpose, or the dotted key of a setting: `LLM.small.api_key`, `llm_by_mode.chat`, `selected_module.TTS`, `prompt`; the tool servers;
    ///     or a kind such as `TTS`, to add one
    @Override
    public void show(String target) {
        List<String> parts = DottedKey.names(target);
        if (purposes.row(target).isPresent() || parts.getFirst().equals("llm_by_mode") && parts.size() > 1) {
            controller().ifPresent(now -> now.focusPurpose(parts.get(parts.size() > 1 ? 1 : 0)));
            return;
        }
        Optional<ProviderKind> toAdd = Arrays.stream(ProviderKind.values()).filter(kind -> kind.name().equals(target)).findFirst();
        if (toAdd.isPresent()) {
            add(toAdd.get());
            return;
        }
        Arrays.stream(ProviderKind.values()).filter(kind -> kind.name().equals(parts.getFirst()) && parts.size() > 1).findFirst()
            .flatMap(kind -> assistant.provider(kind, parts.get(1))).ifPresent(assistant::edit);
        if (target.equals(TOOL_SERVERS)) {
            controller().ifPresent(ModelsController::showToolServers);
        } else if (parts.getFirst().equals("prompt")) {
            controller().ifPresent(ModelsController::focusPersona);
        } else {
            focusForm(parts.size() > 2 ? now -> now.focusForm(parts.get(2)) : ModelsController::focusForm);
        }
    }

    /// What is added and set here, the purposes, and what is set up already.
    @Override
    public List<PaletteEntry> paletteEntries() {
        Texts texts = viewContext.texts();
        Stream<PaletteEntry> add = Stream.of(ProviderKind.LLM, ProviderKind.ASR, ProviderKind.TTS)
            .map(kind -> PaletteEntry.command(texts, "check.add." + Texts.keyOf(kind), "", () -> go(kind.name())));
        Stream<PaletteEntry> persona = Stream.of(PaletteEntry.command(texts, "models.persona", "", () -> go("prompt")),
            PaletteEntry.command(texts, "models.tools", "", () -> go(TOOL_SERVERS)), PaletteEntry.command(texts, "palette.try", "", this::tryModel));
        Stream<PaletteEntry> ofPurposes = purposes.rows().stream()
            .map(row -> new PaletteEntry(texts.get("models.column.purpose"), row.purpose(), "llm_by_mode." + row.purpose(), "",
            PaletteEntry.words("models.purpose." + row.purpose(), "purpose"), () -> go(row.purpose())));
        Stream<PaletteEntry> providers = viewContext.model().models().get().providers().stream().filter(provider -> !provider.embedded())
            .map(provider -> new PaletteEntry(texts.get(provider.kind() == ProviderKind.LLM ? "palette.model" : "models.part." + provider.kind()),
                provider.alias(), provider.kind() + "." + provider.alias(), "", PaletteEntry.words("palette.model", "provider"),
                () -> go(provider.kind() + "." + provider.alias())));
        return Stream.of(add, persona, ofPurposes, providers).flatMap(entries -> entries).toList();
    }

    /// Asks the model that answers people, where its row shows what it said.
    private void tryModel() {
        String purpose = Texts.keyOf(Purpose.CHAT);
        go(purpose);
        purposes.row(purpose).ifPresentOrElse(purposes::tryModel, () -> viewContext.send(new Command.TryModel(purpose)));
    }

    private void go(String target) {
        viewContext.navigate().accept(NavigationTarget.of(id(), target));
    }

    @Override
    public boolean escape() {
        boolean open = assistant.providerForm().get().isPresent();
        assistant.cancel();
        return open;
    }

    @Override
    public void close() {
        super.close();
        purposes.close();
        assistant.close();
        history.close();
    }
}
