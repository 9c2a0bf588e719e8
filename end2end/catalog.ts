// One model with a supply of each kind, as the maker describes it to Larder and as Amazon sells for it.

export const MODEL = 'BREW-2';

export const makersModel = {
  name: 'Brewer 2',
  slots: [
    {
      slot: 'pods',
      name: 'Coffee pods',
      unit: 'count',
      capacity: '100',
      products: [
        { asin: 'B00PODS036', name: 'House blend' },
        { asin: 'B00PODS100', name: 'House blend, large box' },
      ],
    },
    {
      slot: 'descaler',
      name: 'Descaler',
      unit: 'ml',
      capacity: '1000',
      products: [{ asin: 'B00DESCALE', name: 'Descaler' }],
    },
    {
      slot: 'filter',
      name: 'Water filter',
      unit: 'percent',
      capacity: '100',
      count_is: '100',
      products: [{ asin: 'B00FILTER1', name: 'Water filter' }],
    },
  ],
};

export const amazonsModel = {
  name: 'Brewer 2',
  slots: [
    {
      slot: 'pods',
      name: 'Coffee pods',
      unit: 'count',
      products: [
        { asin: 'B00PODS036', name: 'House blend, 36 pods', quantity: '36' },
        { asin: 'B00PODS100', name: 'House blend, 100 pods', quantity: '100' },
      ],
    },
    {
      slot: 'descaler',
      name: 'Descaler',
      unit: 'ml',
      products: [{ asin: 'B00DESCALE', name: 'Descaler, 500 ml', quantity: '500' }],
    },
    {
      slot: 'filter',
      name: 'Water filter',
      products: [{ asin: 'B00FILTER1', name: 'Water filter', quantity: '1', unit: 'count' }],
    },
  ],
};

/** A model that the maker's own shop supplies. */
export const SHOP_MODEL = 'INK-5';

export const shopModel = {
  name: 'Printer Ink 5',
  replenisher: 'shop',
  slots: [
    {
      slot: 'ink',
      name: 'Black ink',
      unit: 'ml',
      capacity: '100',
      starts: 'full',
      shop: { product: 'INK-90', quantity: '90' },
    },
  ],
};
