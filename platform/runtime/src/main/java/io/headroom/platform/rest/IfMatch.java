package io.headroom.platform.rest;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// The version that an update was made from; take it as `@HeaderParam("If-Match") @Nullable String` and give it to [#of].
public record IfMatch(OptionalLong version) {

    private static final Pattern FORM = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    /// Missing, or `*`: whatever version there is.
    public static IfMatch of(@Nullable String header) {
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return new IfMatch(OptionalLong.empty());
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw Problem.invalid(
                    "If-Match", "must be the ETag of a version such as \"7\", not " + header);
        }
        return new IfMatch(OptionalLong.of(Long.parseLong(matcher.group(1))));
    }

    /// Throws 412 if the version was overtaken.
    public void requireCurrent(long current) {
        if (version.isPresent() && version.getAsLong() != current) {
            throw Problem.stale(current);
        }
    }

    /// Throws 412 if a version is named of a thing that does not exist.
    public void requireAbsent() {
        if (version.isPresent()) {
            throw Problem.stale(0);
        }
    }

    /// The `ETag` of a version.
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
