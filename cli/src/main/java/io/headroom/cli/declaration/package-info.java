/// What people declare in files: documents of a kind, with a name and a spec.
@NullMarked
package io.headroom.cli.declaration;

import org.jspecify.annotations.NullMarked;
