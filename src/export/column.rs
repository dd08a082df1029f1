//! Column builders beyond Arrow's own: lists and structs that are filled without looking children up by type, and the
//! macro that makes a table of them.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, BooleanBuilder, ListArray, PrimitiveBuilder, StringBuilder, StructArray,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Fields};

/// Values of one column on the way to an array.
pub(super) trait Column: Default {
    /// Takes the values out as an array of a type of the schema.
    ///
    /// # Panics
    /// If the builder does not belong to that type.
    fn take(&mut self, data_type: &DataType) -> ArrayRef;
}

impl Column for StringBuilder {
    fn take(&mut self, _: &DataType) -> ArrayRef {
        let array = self.finish();
        // The next piece is about as large: room for it at once spares growing in steps.
        *self = StringBuilder::with_capacity(array.len(), array.value_data().len());
        Arc::new(array)
    }
}

impl Column for BooleanBuilder {
    fn take(&mut self, _: &DataType) -> ArrayRef {
        Arc::new(self.finish())
    }
}

impl<T: ArrowPrimitiveType> Column for PrimitiveBuilder<T> {
    fn take(&mut self, data_type: &DataType) -> ArrayRef {
        Arc::new(self.finish().with_data_type(data_type.clone()))
    }
}

/// Lists of values; a row without any is an empty list.
#[derive(Debug)]
pub(super) struct List<C> {
    items: C,
    offsets: Vec<i32>,
}

impl<C: Default> Default for List<C> {
    fn default() -> Self {
        Self { items: C::default(), offsets: vec![0] }
    }
}

impl<C> List<C> {
    /// Adds a row: `add` appends one value to the items.
    pub fn append<T>(&mut self, values: impl IntoIterator<Item = T>, mut add: impl FnMut(&mut C, T)) {
        let mut end = self.offsets[self.offsets.len() - 1];
        for value in values {
            add(&mut self.items, value);
            end += 1;
        }
        self.offsets.push(end);
    }
}

impl<C: Column> Column for List<C> {
    fn take(&mut self, data_type: &DataType) -> ArrayRef {
        let DataType::List(item) = data_type else { panic!("a list is built for a column of type {data_type}") };
        let items = self.items.take(item.data_type());
        let offsets = OffsetBuffer::new(std::mem::replace(&mut self.offsets, vec![0]).into());
        Arc::new(ListArray::new(Arc::clone(item), offsets, items, None))
    }
}

/// Named columns that are filled together: a table, or the parts of a struct.
pub(super) trait Columns: Default {
    /// Takes the values out, in the order of the schema.
    fn take_all(&mut self, fields: &Fields) -> Vec<ArrayRef>;
}

/// The parts of a struct, of which no row lacks the whole.
pub(super) fn take_struct(columns: &mut impl Columns, data_type: &DataType) -> ArrayRef {
    let DataType::Struct(fields) = data_type else { panic!("a struct is built for a column of type {data_type}") };
    Arc::new(StructArray::new(fields.clone(), columns.take_all(fields), None))
}

/// The array of one column, which must be the field that comes next in the schema.
pub(super) fn take_field<'a>(
    column: &mut impl Column,
    name: &str,
    fields: &mut impl Iterator<Item = &'a arrow::datatypes::FieldRef>,
) -> ArrayRef {
    let field = fields.next().unwrap_or_else(|| panic!("the schema has no column {name}"));
    assert_eq!(field.name(), name, "builders stand in the order of the schema");
    let array = column.take(field.data_type());
    debug_assert_eq!(array.data_type(), field.data_type(), "{name}");
    array
}

/// Defines a struct of column builders. The names and their order are checked against the schema whenever arrays are
/// taken out.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident { $($column:ident: $builder:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(super) struct $name { $($column: $builder,)+ }

        impl $crate::export::column::Columns for $name {
            fn take_all(&mut self, fields: &arrow::datatypes::Fields) -> Vec<arrow::array::ArrayRef> {
                let mut fields = fields.iter();
                let arrays = vec![$(
                    $crate::export::column::take_field(&mut self.$column, stringify!($column), &mut fields),
                )+];
                assert!(fields.next().is_none(), "each column of the schema has a builder");
                arrays
            }
        }

        impl $crate::export::column::Column for $name {
            fn take(&mut self, data_type: &arrow::datatypes::DataType) -> arrow::array::ArrayRef {
                $crate::export::column::take_struct(self, data_type)
            }
        }
    };
}
pub(super) use columns;
