package io.headroom.cloudsim.ec2;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Writes EC2's XML: elements, lists of `item`, nothing else.
final class Xml {

    static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private final StringBuilder out = new StringBuilder(512);

    static String response(String action, String requestId, Consumer<Xml> body) {
        var xml = new Xml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.out
                .append('<')
                .append(action)
                .append("Response xmlns=\"")
                .append(NAMESPACE)
                .append("\">");
        xml.text("requestId", requestId);
        body.accept(xml);
        xml.out.append("</").append(action).append("Response>");
        return xml.out.toString();
    }

    static String error(String requestId, String code, String message) {
        var xml = new Xml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.in(
                "Response",
                r ->
                        r.in(
                                        "Errors",
                                        es ->
                                                es.in(
                                                        "Error",
                                                        e ->
                                                                e.text("Code", code)
                                                                        .text("Message", message)))
                                .text("RequestID", requestId));
        return xml.out.toString();
    }

    /// An element with text; nothing at all when there is no text.
    Xml text(String name, @Nullable Object text) {
        if (text != null) {
            out.append('<').append(name).append('>');
            escape(text.toString());
            out.append("</").append(name).append('>');
        }
        return this;
    }

    Xml in(String name, Consumer<Xml> body) {
        out.append('<').append(name).append('>');
        body.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    <T> Xml items(String name, Iterable<T> values, BiConsumer<Xml, T> body) {
        return in(
                name,
                list -> values.forEach(value -> list.in("item", item -> body.accept(item, value))));
    }

    /// Text without an element of its own.
    Xml plain(String text) {
        escape(text);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }
}
