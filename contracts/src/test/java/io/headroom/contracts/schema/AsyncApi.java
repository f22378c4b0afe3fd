package io.headroom.contracts.schema;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.EventType;

/// Who says what on which subject, and who listens: an AsyncAPI 3.0 document out of the records and the services' settings.
final class AsyncApi {

    private static final Path SERVICES = Path.of("../services");

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    private AsyncApi() {}

    static String yaml() {
        var api = new AsyncApi();
        api.write();
        try {
            return YAMLMapper.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build()
                    .writeValueAsString(api.document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Headroom's events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "CloudEvents 1.0 in binary mode over NATS JetStream, one stream per context. "
                                + "Schemas evolve by addition only.");
        document.put("defaultContentType", CloudEventHeaders.JSON);
        document.putObject("servers")
                .putObject("local")
                .put("host", "127.0.0.1:7076")
                .put("protocol", "nats")
                .put("description", "What ./headroom up starts: its base port plus 6.");
        var types = EventClasses.all().keySet().stream().map(EventType::parse).toList();
        types.forEach(this::channel);
        types.forEach(type -> operation(sender(type.context()) + ".sends." + type, "send", type));
        heard().forEach(
                        (service, heard) ->
                                heard.forEach(
                                        type ->
                                                operation(
                                                        service + ".receives." + type,
                                                        "receive",
                                                        EventType.parse(type))));
        types.forEach(this::message);
        headers();
    }

    private void channel(EventType type) {
        var channel = document.withObject("/channels").putObject(type.toString());
        channel.put("address", "headroom.{cell}." + type + ".{key}");
        channel.put("description", "Kept in the stream " + type.stream() + ".");
        channel.putObject("parameters")
                .putObject("cell")
                .put("description", "The set of pools that it concerns: local");
        channel.withObject("/parameters")
                .putObject("key")
                .put("description", "What the event is about");
        channel.putObject("messages")
                .putObject(type.name())
                .put("$ref", "#/components/messages/" + type);
    }

    private void operation(String name, String action, EventType type) {
        var operation = document.withObject("/operations").putObject(name);
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + type);
        operation.putArray("tags").addObject().put("name", name.substring(0, name.indexOf('.')));
    }

    private void message(EventType type) {
        var message = document.withObject("/components/messages").putObject(type.toString());
        message.put("name", type.cloudEventType());
        message.put("title", type.name().replace('-', ' '));
        message.put("contentType", CloudEventHeaders.JSON);
        message.putObject("headers").put("$ref", "#/components/schemas/cloud-event");
        var payload = message.putObject("payload");
        payload.put("schemaFormat", "application/schema+json;version=draft-2020-12");
        payload.putObject("schema").put("$ref", "../schema/" + type + ".json");
    }

    private void headers() {
        var schema = document.withObject("/components/schemas").putObject("cloud-event");
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (String header :
                List.of(
                        CloudEventHeaders.ID,
                        CloudEventHeaders.TYPE,
                        CloudEventHeaders.SOURCE,
                        CloudEventHeaders.SPEC_VERSION,
                        CloudEventHeaders.TIME,
                        CloudEventHeaders.SUBJECT,
                        CloudEventHeaders.MESSAGE_ID)) {
            properties.putObject(header).put("type", "string");
            required.add(header);
        }
        properties.putObject(CloudEventHeaders.TRACEPARENT).put("type", "string");
    }

    private static String sender(String context) {
        return context.equals("forecast") ? "demand-forecast" : context;
    }

    /// What each service is configured to hear, by service.
    static SortedMap<String, SortedSet<String>> heard() {
        var heard = new TreeMap<String, SortedSet<String>>();
        try (var services = Files.list(SERVICES)) {
            for (Path service : services.toList()) {
                Path settings = service.resolve("src/main/resources/application.properties");
                if (Files.isRegularFile(settings)) {
                    SortedSet<String> events = new TreeSet<>();
                    eventsOf(settings, events);
                    heard.put(service.getFileName().toString(), events);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heard;
    }

    private static void eventsOf(Path settings, SortedSet<String> events) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(settings)));
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("mp.messaging.incoming.") && name.endsWith(".events")) {
                events.addAll(List.of(properties.getProperty(name).strip().split("\\s*,\\s*", -1)));
            }
        }
    }
}
