package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;

/// What is said in a request: fields of a section under their own names, in the types that a service wants. Users write a number or a flag as text, too.
///
/// @param content so far
record SectionContent(ProviderSettings provider, ObjectNode content) {
    SectionContent(ProviderSettings provider) {
        this(provider, JSON.createObjectNode());
    }

    SectionContent put(String name, String value) {
        content.put(name, value);
        return this;
    }

    /// Left out where it is absent.
    SectionContent text(String key) {
        provider.text(key).ifPresent(value -> content.put(key, value));
        return this;
    }

    SectionContent text(String key, String usual) {
        content.put(key, provider.text(key).orElse(usual));
        return this;
    }

    SectionContent number(String key, double usual) {
        content.put(key, provider.number(key, usual));
        return this;
    }

    SectionContent whole(String key, int usual) {
        content.put(key, (int) provider.number(key, usual));
        return this;
    }

    /// Left out where it is absent.
    SectionContent whole(String key) {
        return provider.text(key).isPresent() ? whole(key, 0) : this;
    }

    SectionContent flag(String key, boolean usual) {
        content.put(key, provider.flag(key, usual));
        return this;
    }

    /// A list, or a text with semicolons between its parts.
    SectionContent list(String key) {
        ArrayNode list = content.putArray(key);
        JsonNode written = provider.section().path(key);
        written.forEach(list::add);
        provider.text(key).stream().flatMap(text -> Stream.of(text.split(";"))).map(String::strip).filter(part -> !part.isEmpty()).forEach(list::add);
        return this;
    }
}
