# Types of its own aren't worth their while: compiled as it is.
