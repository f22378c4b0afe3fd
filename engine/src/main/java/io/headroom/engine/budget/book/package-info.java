/// What is spent and committed under each budget, and the postings that change it.
@NullMarked
package io.headroom.engine.budget.book;

import org.jspecify.annotations.NullMarked;
