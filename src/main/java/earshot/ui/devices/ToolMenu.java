package earshot.ui.devices;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.tool.Tool;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.MenuItem;

/// The menus of a tool of a device, and of a call of one.
///
/// @param callable whether the device can be called now
record ToolMenu(ViewContext viewContext, DeviceId device, Supplier<List<ToolRun>> runs, BooleanSupplier callable, Consumer<ToolRun> callAgain) {
    List<MenuItem> items(Tool tool) {
        Optional<ToolRun> last = runs.get().stream().filter(run -> run.tool().equals(tool.name())).findFirst();
        ObjectNode json = JSON.createObjectNode().put("name", tool.name()).put("description", tool.description());
        json.set("inputSchema", tree(tool.inputSchema()));
        return RowMenu.groups(last.map(this::ofCall).orElse(List.of()), List.of(copyName(tool.name()), copyJson(json)));
    }

    List<MenuItem> items(ToolRun run) {
        Texts texts = viewContext.texts();
        String result = run.exchange().failure().map(reason -> ProblemReason.text(reason, texts.language().locale())).orElse(run.exchange().text());
        ObjectNode json = JSON.createObjectNode().put("tool", run.tool());
        json.set("arguments", tree(run.arguments()));
        json.put("at", run.at().toString()).put("took_ms", run.exchange().took().toMillis()).put("failed", run.failed());
        json.set("result", tree(result));
        return RowMenu.groups(ofCall(run),
            List.of(copyName(run.tool()), RowMenu.item(texts.get("tools.copy.result"), () -> SystemClipboard.copy(result)), copyJson(json)));
    }

    private List<MenuItem> ofCall(ToolRun run) {
        Stream<MenuItem> again = callable.getAsBoolean() ? Stream.of(RowMenu.item(viewContext.texts().get("tools.again"), () -> callAgain.accept(run)))
            : Stream.of();
        return Stream.concat(again, Stream.of(RowMenu.item(viewContext.texts().get("menu.timeline"),
            () -> viewContext.navigate().accept(NavigationTarget.ofMoment(device, run.at()))))).toList();
    }

    private MenuItem copyName(String name) {
        return RowMenu.item(viewContext.texts().get("tools.copy.name"), () -> SystemClipboard.copy(name));
    }

    private MenuItem copyJson(ObjectNode json) {
        return RowMenu.item(viewContext.texts().get("menu.copy.json"), () -> SystemClipboard.copy(json.toPrettyString()));
    }

    /// As a text where it is no JSON.
    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException _) {
            return JSON.getNodeFactory().textNode(json);
        }
    }
}
