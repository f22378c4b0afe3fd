/// What is generated from the code and kept in the tree is as the code is: the API's document and the reference pages.
@NullMarked
package io.headroom.e2e.reference;

import org.jspecify.annotations.NullMarked;
