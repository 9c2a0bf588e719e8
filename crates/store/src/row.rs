//! Rows of tables and the entities they are of: an entity is `domain`'s and knows nothing of columns, a row is private
//! and says how each field is kept.

/// The row of an entity: the columns of its table in the entity's own fields, each with how it is kept.
macro_rules! row {
    ($entity:ident from $row:ident { $($(#[$kept:meta])* $field:ident: $of:ty,)* }) => {
        #[derive(sqlx::FromRow)]
        pub(crate) struct $row {
            $($(#[$kept])* $field: $of,)*
        }

        impl From<$row> for $entity {
            fn from(row: $row) -> Self {
                Self { $($field: row.$field.into(),)* }
            }
        }
    };
}
pub(crate) use row;

/// The entities of rows.
pub(crate) fn entities<E: From<R>, R>(rows: Vec<R>) -> Vec<E> {
    rows.into_iter().map(E::from).collect()
}
